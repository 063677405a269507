const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** How much a text in JSON holds. */
export interface Extent {
  /** How deep lists and objects lie in each other. */
  readonly levels: number;
  /** Members of all lists and objects, and these themselves. */
  readonly values: number;
  /** How many different names the members of objects have, or somewhat fewer. */
  readonly names: number;
}

/** In bits; a few of many names share one. A text has no more names than bytes. */
const [LEAST_ROOM, MOST_ROOM] = [2 ** 10, 2 ** 24];

/** Counted before anything is made of a text. No byte of another character is like those that JSON is made of. */
export function extentOf(bytes: Buffer): Extent {
  let [level, levels, values, names, inText, hash] = [0, 0, 0, 0, false, 0];
  const room = Math.min(MOST_ROOM, Math.max(LEAST_ROOM, 2 ** Math.ceil(Math.log2(bytes.length + 1))));
  const known = new Uint8Array(room / 8);
  for (let position = 0; position < bytes.length; position += 1) {
    const byte = bytes[position] ?? 0;
    if (inText) {
      hash = (Math.imul(hash, 31) + byte) | 0;
      if (byte === BACKSLASH) position += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) {
      inText = true;
      hash = 0;
    } else if (byte === COLON) {
      const place = (hash ^ (hash >>> 24)) & (room - 1);
      const [index, bit] = [place >>> 3, 1 << (place & 7)];
      const before = known[index] ?? 0;
      if ((before & bit) === 0) names += 1;
      known[index] = before | bit;
    } else if (byte === COMMA) values += 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      level += 1;
      values += 1;
      if (level > levels) levels = level;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) level -= 1;
  }
  return { levels, values, names };
}
