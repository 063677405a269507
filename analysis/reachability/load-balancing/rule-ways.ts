import type { Listener, Network } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf, formatAddresses } from "../format";
import type { Path, Stage } from "../path/stage";
import { passing } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import { forward, type GroupWay } from "./forward-action";
import { type Alternative, alternativesOf } from "./rules";

/** Ways through a load balancer's listener. */
export interface ListenerWay extends GroupWay, Pick<Path, "choices" | "doubts"> {
  /** The packets that go this way. */
  readonly asked: PacketSet;
}

/**
 * What an Application Load Balancer's listener may do with requests: each of its actions is a way, for it depends on the
 * request which one it takes.
 * @param before what all requests pass first
 */
export function ruleWays(
  network: Network,
  listener: Listener,
  asked: PacketSet,
  before: readonly Stage[],
): ListenerWay[] {
  const alternatives = alternativesOf(listener, asked);
  const ways = alternatives.flatMap((alternative) => {
    const shared = {
      asked: alternative.asked,
      // Of one there is nothing to choose.
      choices: alternatives.length > 1 ? [addressOf(alternative.action.at)] : [],
      ...(alternative.doubts.length === 0 ? {} : { doubts: alternative.doubts }),
    };
    return actionWays(network, listener, alternative, before).map((way) => ({ ...way, ...shared }));
  });
  const others = [...listener.rules.doubts, ...unmodelledAt(network, listener.key)];
  if (others.length === 0) return ways;
  const stage = { component: "listener, rules", at: listener.at, detail: "are known", consulted: [] };
  const undecided = { ...stage, passes: ANYTHING, doubts: others };
  return [...ways, { asked, choices: [], stages: [...before, undecided], targetGroups: [] }];
}

function actionWays(
  network: Network,
  listener: Listener,
  { action, asked }: Alternative,
  before: readonly Stage[],
): GroupWay[] {
  const isRule = action !== listener;
  const component = isRule ? "listener rule" : "listener, default action";
  const from = formatAddresses(asked.valuesOf("sources"));
  const stages = [
    ...before,
    passing(component, action.at, `takes requests from ${from}`),
    ...(isRule ? refusalsAt(network, action.key) : []),
    ...authenticationStage(action),
  ];
  if (action.answersItself === true)
    return [{ stages: [...stages, passing(component, action.at, "answers itself")], targetGroups: [] }];
  return forward(network, action, stages);
}

/**
 * The load balancer asks the identity provider itself, over the internet.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
function authenticationStage({ at, authenticates }: Alternative["action"]): Stage[] {
  if (authenticates === false) return [];
  const why =
    authenticates === true
      ? new Unknown("its action", "whether an identity provider lets the request pass is not analysed", at)
      : authenticates;
  return [
    {
      component: "listener, action",
      at,
      detail: "lets authenticated users pass",
      consulted: [],
      passes: ANYTHING,
      doubts: [why],
    },
  ];
}
