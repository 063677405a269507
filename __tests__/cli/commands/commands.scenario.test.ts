// One file, since each would load all that commands are made of anew.
import "./check";
import "./output";
import "./reach-answers";
import "./reach-questions";
import "./removal";
import "./run-as";
