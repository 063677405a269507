// One file, since each would load all that stacks are made of anew.
import "./elements";
import "./network";
import "./refusals";
