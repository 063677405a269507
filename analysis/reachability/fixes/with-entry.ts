/** A map with one entry set anew, made in no time however large the map is. */
export class WithEntry<Key, Value> implements ReadonlyMap<Key, Value> {
  constructor(
    private readonly others: ReadonlyMap<Key, Value>,
    private readonly key: Key,
    private readonly value: Value,
  ) {}

  get size(): number {
    return this.others.size + (this.others.has(this.key) ? 0 : 1);
  }

  get(key: Key): Value | undefined {
    return key === this.key ? this.value : this.others.get(key);
  }

  has(key: Key): boolean {
    return key === this.key || this.others.has(key);
  }

  /** In the order of a map in which it was set. */
  *entries(): MapIterator<[Key, Value]> {
    for (const [key, value] of this.others) yield key === this.key ? [key, this.value] : [key, value];
    if (!this.others.has(this.key)) yield [this.key, this.value];
  }

  *keys(): MapIterator<Key> {
    for (const [key] of this) yield key;
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this) yield value;
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }
}
