// One file, since each would load all that stacks are made of anew.
import "./proxies";
import "./relays";
import "./services";
