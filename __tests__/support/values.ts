import {
  type Ipv4Address,
  type Ipv4Block,
  parseAddress,
  parseBlock,
  type Parsed,
} from "../../modules/addressing";
import {
  type AccountId,
  type AzId,
  parseAccountId,
  parseAzId,
  parseRegion,
  type Region,
} from "../../modules/identity";

function valueOf<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new Error(`${parsed.fault.wrong}; ${parsed.fault.right}`);
}

export const account = (text: string): AccountId => valueOf(parseAccountId(text));
export const address = (text: string): Ipv4Address => valueOf(parseAddress(text));
export const block = (text: string): Ipv4Block => valueOf(parseBlock(text));
export const region = (text: string): Region => valueOf(parseRegion(text));
export const zone = (text: string): AzId => valueOf(parseAzId(text));

export const TOKYO = region("ap-northeast-1");
export const PROVIDER = account("222222222222");
export const CONSUMER = account("111111111111");
export const [AZ1, AZ2, AZ4] = [zone("apne1-az1"), zone("apne1-az2"), zone("apne1-az4")];
