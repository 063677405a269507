import { testDamaged } from "./damaged";

testDamaged("state");
