// One file, since each would load all that constructs are made of anew.
import "./vpn-connection";
import "./vpn-device";
