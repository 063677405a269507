import { add, behindApplication, type Edit, idOf, remove } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const network = behindApplication();
const [CLIENT, SERVER] = ["aws_instance.client", "aws_instance.server"];

/** No argument, which would be unknown before it is made: a state says it of what is there. */
const was = (instance: string, state: string): Edit[] => [
  remove(instance),
  add({ [instance]: { ...network[instance], instance_state: state } }),
];
const kept = (instance: string, state: string): Edit =>
  add({ "aws_ec2_instance_state.it": { instance_id: idOf(instance), state } });
const stopped = blocked(["BAD_STATE"]);

export const instanceStates: readonly Fact[] = [
  {
    fact: "An instance that does not run neither sends nor answers, as Terraform has read it or keeps it",
    network,
    asked: { from: CLIENT, to: "aws_lb.web" },
    cases: [
      given("both ran", [...was(CLIENT, "running"), ...was(SERVER, "running")], reachable),
      given("the client was stopped", was(CLIENT, "stopped"), stopped),
      given("the server was stopped", was(SERVER, "stopped"), stopped),
      given("the server was being stopped", was(SERVER, "stopping"), stopped),
      given("the server was terminated", was(SERVER, "terminated"), stopped),
      given("the server was being started", was(SERVER, "pending"), unknown(["UNKNOWN_VALUE"])),
      given("a resource keeps the server stopped", [kept(SERVER, "stopped")], stopped),
      given("a resource keeps the server running", [kept(SERVER, "running")], reachable),
      given(
        "the server was stopped, and a resource keeps it running",
        [...was(SERVER, "stopped"), kept(SERVER, "running")],
        reachable,
      ),
    ],
  },
];
