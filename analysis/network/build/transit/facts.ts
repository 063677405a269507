import { type Deployment, Unknown } from "../../../terraform";
import { isKnown, type Known } from "../../known";
import type { ElementKey } from "../../model";
import { byKey } from "../by-key";
import { Acceptance } from "./acceptance";
import { mayBeOf, type Pairing, pairingsOf } from "./associations";
import { type StatedAttachment, statedAttachmentsOf } from "./attachments";
import { type StatedGateway, statedGatewaysOf } from "./gateways";
import { type Propagation, statedPropagations } from "./propagations";
import { type StatedTable, statedTablesOf } from "./route-tables";

/** What resources state of Transit Gateways, before it is known what their tables hold. */
export class TransitFacts {
  readonly gateways: ReadonlyMap<ElementKey, StatedGateway>;
  readonly attachments: ReadonlyMap<ElementKey, StatedAttachment>;
  readonly tables: ReadonlyMap<ElementKey, StatedTable>;
  readonly associations: readonly Pairing[];
  readonly propagations: readonly Pairing[];
  readonly acceptance: Acceptance;

  constructor(readonly deployment: Deployment) {
    const gateways = statedGatewaysOf(deployment);
    this.gateways = byKey(gateways);
    this.attachments = byKey(statedAttachmentsOf(deployment));
    this.tables = byKey(statedTablesOf(deployment, gateways));
    this.associations = this.#pairings("association");
    this.propagations = this.#pairings("propagation");
    this.acceptance = new Acceptance(deployment, this.gateways, [...this.associations, ...this.propagations]);
  }

  gatewayOfTable(table: ElementKey): Known<ElementKey> {
    return this.tables.get(table)?.gateway ?? new Unknown(table, "none of the given stacks makes this table");
  }

  gatewayOfAttachment(attachment: ElementKey): Known<ElementKey> {
    return (
      this.attachments.get(attachment)?.gateway ??
      new Unknown(attachment, "none of the given stacks makes this attachment")
    );
  }

  /** The table that an attachment gets by itself, or that learns of it by itself; `undefined` for none. */
  defaultTable(
    attachment: StatedAttachment,
    use: "association" | "propagation",
  ): Known<ElementKey | undefined> {
    const isWanted = this.acceptance.wants(attachment, use);
    if (isWanted === false) return undefined;
    const { gateway, at } = attachment;
    if (!isKnown(gateway)) return gateway;
    const made = this.gateways.get(gateway);
    const table =
      made === undefined
        ? new Unknown(gateway, "none of the given stacks makes this Transit Gateway", at)
        : use === "association"
          ? made.associationTable
          : made.propagationTable;
    return table === undefined || isKnown(isWanted) ? table : isWanted;
  }

  /** The attachments that a table learns of, or may. */
  propagationsTo(table: StatedTable): readonly Propagation[] {
    const stated = statedPropagations(table, this.propagations, (each) => this.gatewayOfAttachment(each));
    const byDefault = [...this.attachments.values()].flatMap((attachment): Propagation[] => {
      const learning = this.defaultTable(attachment, "propagation");
      if (learning === table.key) return [{ at: attachment.at, attachment: attachment.key }];
      return !isKnown(learning) && mayBeOf(table.gateway, attachment.gateway)
        ? [{ at: attachment.at, attachment: learning }]
        : [];
    });
    return [...stated, ...byDefault];
  }

  #pairings(use: "association" | "propagation"): readonly Pairing[] {
    return pairingsOf(this.deployment, `aws_ec2_transit_gateway_route_table_${use}`, (table) =>
      this.gatewayOfTable(table),
    );
  }
}
