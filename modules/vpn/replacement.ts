import type { TerraformResource } from "cdktf";
import { addressOf } from "../wiring";

/**
 * Makes a resource anew whenever an attribute of another is planned to change: not whenever the other changes, which new
 * tags do as well.
 * @param attribute as Terraform writes it
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#replace_triggered_by
 */
export function replaceWith(resource: TerraformResource, other: TerraformResource, attribute: string): void {
  const reference = `${addressOf(other)}.${attribute}`;
  resource.lifecycle = { ...resource.lifecycle, replaceTriggeredBy: [reference] };
  const render = resource.toHclTerraform.bind(resource);
  resource.toHclTerraform = (): unknown => {
    // Terraform wants a reference as text in JSON and bare in HCL, where it takes no text, not even one of a reference
    // alone. cdktf writes each item of a list as text, but a text that is a list as it is.
    resource.addOverride("lifecycle.replace_triggered_by", `[${reference}]`);
    return render();
  };
}
