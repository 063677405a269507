export { PrivateName, type PrivateNameProps } from "./private-name";
export { PublicName, type PublicNameProps } from "./public-name";
export { ResolverInboundEndpoint, type ResolverInboundEndpointProps } from "./resolver-inbound-endpoint";
