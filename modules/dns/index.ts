export { PrivateName, type PrivateNameProps } from "./private-name";
export { PublicName, type PublicNameProps } from "./public-name";
