import { testDamaged } from "./damaged";

testDamaged("plan");
