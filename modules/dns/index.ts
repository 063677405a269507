export { PrivateName, type PrivateNameProps } from "./private-name";
