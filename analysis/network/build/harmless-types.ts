/**
 * Beginnings of the names of resource types that move no packet and stop none, whatever they refer to. An attachment
 * between networks is among them: without a route nothing takes it, and routes are read.
 */
const HARMLESS = [
  "aws_accessanalyzer_",
  "aws_acm_",
  "aws_acmpca_",
  "aws_alb_listener_certificate",
  "aws_ami",
  "aws_api_gateway_",
  "aws_apigatewayv2_",
  "aws_appautoscaling_",
  "aws_appconfig_",
  "aws_athena_",
  "aws_auditmanager_",
  "aws_autoscaling_group_tag",
  "aws_autoscaling_lifecycle_hook",
  "aws_autoscaling_notification",
  "aws_autoscaling_policy",
  "aws_backup_",
  "aws_budgets_",
  "aws_chatbot_",
  "aws_cloudformation_",
  "aws_cloudfront_",
  "aws_cloudtrail",
  "aws_cloudwatch_",
  "aws_codeartifact_",
  "aws_codecommit_",
  "aws_codepipeline",
  "aws_cognito_",
  "aws_config_",
  "aws_detective_",
  "aws_dlm_",
  "aws_dx_",
  "aws_dynamodb_",
  "aws_ebs_",
  "aws_ec2_capacity_",
  "aws_ec2_carrier_gateway",
  "aws_ec2_local_gateway_route_table_vpc_association",
  "aws_ec2_network_insights_",
  "aws_ec2_subnet_cidr_reservation",
  "aws_ec2_tag",
  "aws_ec2_traffic_mirror_",
  "aws_ec2_transit_gateway_connect_peer",
  "aws_ec2_transit_gateway_metering",
  "aws_ec2_transit_gateway_multicast",
  "aws_ec2_transit_gateway_policy_table",
  "aws_ecr_",
  "aws_ecrpublic_",
  "aws_ecs_account_setting",
  "aws_ecs_capacity_provider",
  "aws_ecs_cluster",
  "aws_ecs_task_definition",
  "aws_egress_only_internet_gateway",
  "aws_eip_domain_name",
  "aws_elastic_beanstalk_",
  "aws_flow_log",
  "aws_globalaccelerator_",
  "aws_glue_catalog_",
  "aws_guardduty_",
  "aws_iam_",
  "aws_inspector",
  "aws_internetmonitor_",
  "aws_key_pair",
  "aws_kms_",
  "aws_lakeformation_",
  "aws_lambda_permission",
  "aws_lb_listener_certificate",
  "aws_lb_trust_store",
  "aws_licensemanager_",
  "aws_macie",
  "aws_nat_gateway_eip_association",
  "aws_network_interface_permission",
  "aws_networkflowmonitor_",
  "aws_networkmanager_",
  "aws_networkmonitor_",
  "aws_organizations_",
  "aws_placement_group",
  "aws_ram_permission",
  "aws_ram_sharing_with_organization",
  "aws_resiliencehub_",
  "aws_resourcegroups_",
  "aws_route53_cidr_",
  "aws_route53_health_check",
  "aws_route53_hosted_zone_dnssec",
  "aws_route53_key_signing_key",
  "aws_route53_query_log",
  "aws_route53_resolver_query_log_",
  "aws_route53_vpc_association_authorization",
  "aws_route53domains_",
  "aws_s3_",
  "aws_scheduler_",
  "aws_secretsmanager_",
  "aws_securityhub_",
  "aws_securitylake_",
  "aws_service_discovery_",
  "aws_servicequotas_",
  "aws_ses",
  "aws_sfn_",
  "aws_shield_",
  "aws_signer_",
  "aws_sns_",
  "aws_sqs_",
  "aws_ssm_",
  "aws_ssoadmin_",
  "aws_volume_attachment",
  "aws_vpc_block_public_access_exclusion",
  "aws_vpc_dhcp_options",
  "aws_vpc_endpoint_connection_notification",
  "aws_vpc_endpoint_policy",
  "aws_vpc_endpoint_service_private_dns_verification",
  "aws_vpc_ipam",
  "aws_vpc_ipv6_cidr_block_association",
  "aws_vpc_network_performance_metric_subscription",
  "aws_vpc_peering_connection_options",
  "aws_vpc_route_server_vpc_association",
  "aws_vpclattice_access_log_subscription",
  "aws_vpclattice_domain_verification",
  "aws_vpclattice_service_network_resource_association",
  "aws_wafv2_",
  "aws_xray_",
];

/**
 * Beginnings of the names of resource types that stand in subnets and wear security groups, as things of their own:
 * they change nothing for others there.
 */
const STANDING_IN_SUBNETS = [
  "aws_api_gateway_vpc_link",
  "aws_apigatewayv2_vpc_link",
  "aws_apprunner_",
  "aws_appstream_",
  "aws_batch_",
  "aws_bedrock",
  "aws_cloud9_",
  "aws_cloudhsm_",
  "aws_codebuild_",
  "aws_datasync_",
  "aws_dax_",
  "aws_db_",
  "aws_directory_service_",
  "aws_dms_",
  "aws_docdb_",
  "aws_ec2_client_vpn_",
  "aws_ec2_fleet",
  "aws_ec2_instance_connect_endpoint",
  "aws_ecs_",
  "aws_efs_",
  "aws_eks_",
  "aws_elasticache_",
  "aws_elasticsearch_",
  "aws_elb",
  "aws_emr_",
  "aws_finspace_",
  "aws_fsx_",
  "aws_glue_",
  "aws_grafana_",
  "aws_imagebuilder_",
  "aws_kinesis",
  "aws_lambda_",
  "aws_m2_",
  "aws_memorydb_",
  "aws_mq_",
  "aws_msk_",
  "aws_mskconnect_",
  "aws_mwaa_",
  "aws_neptune_",
  "aws_opensearch_",
  "aws_osis_",
  "aws_prometheus_",
  "aws_quicksight_",
  "aws_rds_",
  "aws_redshift_",
  "aws_redshiftserverless_",
  "aws_sagemaker_",
  "aws_spot_fleet_request",
  "aws_spot_instance_request",
  "aws_storagegateway_",
  "aws_synthetics_",
  "aws_timestreaminfluxdb_",
  "aws_transfer_",
  "aws_verifiedaccess_",
  "aws_vpc_route_server_endpoint",
  "aws_vpclattice_target_group",
  "aws_workspaces_",
];

/** What things stand in, or wear. */
const PLACES = [
  "aws_default_security_group",
  "aws_default_subnet",
  "aws_default_vpc",
  "aws_security_group",
  "aws_subnet",
  "aws_vpc",
];

/** Beginnings of the names of resource types that change how names resolve. */
const ABOUT_NAMES = [
  "aws_route53_resolver_",
  "aws_route53profiles_",
  "aws_service_discovery_private_dns_namespace",
  "aws_vpc_dhcp_options_association",
  "aws_vpclattice_service_network_vpc_association",
];

/** It puts names in a VPC where it has private DNS; its security groups judge clients of the service network alone. */
export const SERVICE_NETWORK_VPC_ASSOCIATION = "aws_vpclattice_service_network_vpc_association";
const VPCS: readonly string[] = ["aws_vpc", "aws_default_vpc"];

/** What those that are about the names of one VPC call it. */
export const VPC_ARGUMENTS = ["resource_id", "vpc", "vpc_id", "vpc_identifier"];

export function isHarmless(type: string): boolean {
  return beginsWithOne(type, HARMLESS) && !EXCEPTIONS.includes(type);
}

export const DHCP_OPTIONS_ASSOCIATION = "aws_vpc_dhcp_options_association";

/** Of types that are harmless otherwise. */
const EXCEPTIONS = [
  DHCP_OPTIONS_ASSOCIATION,
  // It makes an endpoint service of its Network Load Balancer, which stands behind one only.
  "aws_api_gateway_vpc_link",
  "aws_ec2_transit_gateway_policy_table_association",
  "aws_networkmanager_transit_gateway_peering",
  "aws_networkmanager_transit_gateway_route_table_attachment",
  "aws_service_discovery_private_dns_namespace",
  // It refuses some of the requests that a load balancer would take.
  "aws_wafv2_web_acl_association",
];

/** Whether resources of a type, not themselves analysed, may change anything for what they refer to. */
export function mayChange(type: string, referred: string): boolean {
  if (type === SERVICE_NETWORK_VPC_ASSOCIATION) return VPCS.includes(referred);
  return !(beginsWithOne(type, STANDING_IN_SUBNETS) && PLACES.includes(referred));
}

export function isAboutNames(type: string): boolean {
  return beginsWithOne(type, ABOUT_NAMES);
}

function beginsWithOne(type: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => type.startsWith(beginning));
}
