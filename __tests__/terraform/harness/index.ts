export { type Clients, clientsWith, type Credentials } from "./clients";
export { describeWithTools } from "./describe-with-tools";
export { Emulator } from "./emulator";
export { isolatedEnvironment, providerInstallation, REGION } from "./environment";
export { findPrerequisites, type Prerequisites, type Tools } from "./prerequisites";
export { inDependencyOrder, reversed, stacksIn, type SynthesizedStack } from "./stacks";
export { type Plan, Terraform, TerraformFailure } from "./terraform";
