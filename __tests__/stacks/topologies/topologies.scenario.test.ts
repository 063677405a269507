// One file, since each would load all that stacks are made of anew.
import "./address-class-relay";
import "./egress-proxy-hub";
import "./existing-networks";
import "./mutual-services";
import "./peered-proxy";
import "./private-dns";
import "./topology-index";
