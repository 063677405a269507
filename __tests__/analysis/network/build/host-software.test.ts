import { describe, expect, test } from "@jest/globals";
import { encodeUserData, renderHost, renderWindowsHost } from "../../../../modules/software";
import type { Host } from "../../../../analysis/network";
import { networkWith, SUBNET_A } from "./placed";
import { get, OF_VARIABLE, reasonOf, type Resources, VARIABLE } from "./stacks";

const CLIENT = { host: "proxy.example.internal", port: 3128, bypass: ["169.254.169.254"] };

function encoded(config: Parameters<typeof encodeUserData>[0]): string {
  const data = encodeUserData(config);
  if (!data.ok) throw new Error("too large");
  return data.base64;
}

const USER_DATA = encoded(renderHost({ proxyClient: CLIENT }));
const AS_TEXT = Buffer.from(USER_DATA, "base64").toString("utf8");

type Software = Host["software"];
const ofInstance = (attributes: object, ...others: readonly Resources[]): Software =>
  get(
    networkWith({ aws_instance: { it: { subnet_id: SUBNET_A, ...attributes } } }, ...others).hosts,
    "aws_instance.it",
  ).software;
const ofGroup = (attributes: object, ...others: readonly Resources[]): Software =>
  get(
    networkWith(
      { aws_autoscaling_group: { it: { vpc_zone_identifier: [SUBNET_A], min_size: 1, ...attributes } } },
      ...others,
    ).hosts,
    "aws_autoscaling_group.it",
  ).software;
const template = (attributes: object): Resources => ({ aws_launch_template: { it: attributes } });
const LAUNCHED = { launch_template: { id: "${aws_launch_template.it.id}" } };

describe("what a host runs", () => {
  test.each<[string, Software]>([
    ["an instance's base64", ofInstance({ user_data_base64: USER_DATA })],
    ["an instance's text", ofInstance({ user_data: AS_TEXT.replaceAll("${", "$${") })],
    ["an instance's text that is base64", ofInstance({ user_data: USER_DATA })],
    ["an instance's launch template", ofInstance(LAUNCHED, template({ user_data: USER_DATA }))],
    ["a group's launch template", ofGroup(LAUNCHED, template({ user_data: USER_DATA }))],
    [
      "a group's launch configuration",
      ofGroup(
        { launch_configuration: "${aws_launch_configuration.it.name}" },
        { aws_launch_configuration: { it: { user_data_base64: USER_DATA } } },
      ),
    ],
  ])("given %s, when it is asked for, then it is what the user data makes of it", (_, software) => {
    expect(software).toMatchObject({ kind: "host", platform: "linux", proxyClient: CLIENT });
  });

  test("given user data of its own and of its template, when it is asked for, then its own counts", () => {
    const own = { user_data_base64: encoded(renderHost({})), ...LAUNCHED };
    expect(ofInstance(own, template({ user_data: USER_DATA }))).toEqual({ kind: "host", platform: "linux" });
  });

  test("given no user data, when it is asked for, then it is a plain host", () => {
    const plain = { kind: "host" };
    expect(ofInstance({})).toEqual(plain);
    expect(ofInstance({ user_data: null, ...LAUNCHED }, template({}))).toEqual(plain);
    expect(ofGroup(LAUNCHED, template({ user_data: "" }))).toEqual(plain);
  });

  test("given user data for Windows, when it is asked for, then so is the host", () => {
    expect(
      ofInstance({ user_data: renderWindowsHost({ proxyClient: CLIENT }).replaceAll("${", "$${") }),
    ).toEqual({
      kind: "host",
      platform: "windows",
      proxyClient: CLIENT,
    });
  });

  test("given user data stated twice, when it is asked for, then it is not known which counts", () => {
    const twice = { user_data: AS_TEXT.replaceAll("${", "$${"), user_data_base64: USER_DATA };
    expect(reasonOf(ofInstance(twice))).toBe("it is stated twice, and the provider takes only one");
    expect(ofInstance({ ...twice, user_data: null })).toMatchObject({ proxyClient: CLIENT });
  });

  test("given user data that somebody else wrote, when it is asked for, then it is not known, and why", () => {
    expect(reasonOf(ofInstance({ user_data: "#!/bin/sh\necho hello\n" }))).toMatch(
      /^the user data is not understood: /,
    );
  });

  test("given user data or a template that is not known, when it is asked for, then neither is that", () => {
    expect(reasonOf(ofInstance({ user_data: VARIABLE }))).toBe(OF_VARIABLE);
    expect(reasonOf(ofInstance({ user_data: "${aws_x.y.rendered}" }, { aws_x: { y: {} } }))).toMatch(
      /^it is known once/,
    );
    expect(reasonOf(ofInstance({ launch_template: VARIABLE }))).toBe(OF_VARIABLE);
    expect(reasonOf(ofGroup({ launch_template: VARIABLE }))).toBe(OF_VARIABLE);
    expect(ofInstance({ launch_template: VARIABLE, user_data_base64: USER_DATA })).toMatchObject({
      kind: "host",
    });
  });
});
