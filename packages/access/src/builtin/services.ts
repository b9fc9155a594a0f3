import type { Builtin } from './index.ts';

const administrator = (title: string): Builtin => ({ title, breadth: 'administrator' });
const writeAll = (title: string): Builtin => ({ title, breadth: 'write-all' });
const some = (title: string): Builtin => ({ title, breadth: 'some' });

const everyRight = 'the right to give anybody any right';

/** Roles that databases, identity providers and services come with and that reach far, by the space of their names; in lower case. */
const roles: Record<string, Record<string, Builtin>> = {
  /** https://developer.hashicorp.com/vault/docs/concepts/policies#root-policy */
  vault: { 'policy/root': administrator('everything in Vault, for ever') },
  /** https://docs.github.com/organizations/managing-peoples-access-to-your-organization-with-roles/roles-in-an-organization */
  github: {
    'organisation/admin': administrator('everything in the organisation'),
    'every-repository/admin': administrator('the right to administer every repository of the organisation'),
    'every-repository/maintain': writeAll('the right to write to every repository of the organisation'),
    'every-repository/write': writeAll('the right to write to every repository of the organisation'),
    'repository/admin': some('the right to administer the repository'),
  },
  /** https://docs.gitlab.com/user/permissions/ */
  gitlab: {
    administrator: administrator('everything in the GitLab instance'),
    'group/owner': administrator('everything in the group'),
    'project/owner': some('everything in the project'),
  },
  /** https://help.okta.com/en-us/content/topics/security/administrators-admin-comparison.htm */
  okta: {
    super_admin: administrator('everything in the Okta organisation'),
    org_admin: writeAll('everything in the Okta organisation but its administrators'),
    app_admin: some('every application of the Okta organisation'),
    api_access_management_admin: some('every authorization server of the Okta organisation'),
    user_admin: some('every user and group of the Okta organisation'),
    read_only_admin: { title: 'the right to read everything in the Okta organisation', breadth: 'read-all' },
  },
  /** https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-groups */
  ad: {
    'domain admins': administrator('everything in the domain'),
    'enterprise admins': administrator('everything in every domain of the forest'),
    'schema admins': administrator('the right to change the schema of the forest'),
    administrators: administrator('everything on the domain controllers'),
    'account operators': writeAll('the right to make and change accounts of the domain'),
    'backup operators': writeAll('the right to read every file of the domain controllers, password hashes included'),
    dnsadmins: some('the right to run code on the domain controllers through DNS'),
  },
  /** https://auth0.com/docs/secure/tokens/access-tokens/management-api-access-tokens, https://www.keycloak.org/docs/latest/server_admin/#_per_realm_admin_permissions */
  keycloak: {
    'realm-management/realm-admin': administrator('everything in the realm'),
    'realm/admin': administrator('everything in every realm'),
    'realm-management/manage-users': some('the right to change every user of the realm'),
  },
  sql: {
    // PostgreSQL: https://www.postgresql.org/docs/current/role-attributes.html, predefined-roles.html; and what hosts make of it.
    superuser: administrator('everything in the database server'),
    rds_superuser: administrator('everything in the database server'),
    cloudsqlsuperuser: administrator('everything in the database server'),
    azure_pg_admin: administrator('everything in the database server'),
    alloydbsuperuser: administrator('everything in the database server'),
    pg_execute_server_program: administrator('the right to run programs on the database server'),
    pg_write_server_files: administrator('the right to write files on the database server'),
    pg_read_server_files: some('the right to read files on the database server'),
    pg_read_all_data: { title: 'the right to read every table', breadth: 'read-all' },
    pg_write_all_data: writeAll('the right to write every table'),
    // SQL Server: https://learn.microsoft.com/sql/relational-databases/security/authentication-access/server-level-roles
    sysadmin: administrator('everything in the database server'),
    securityadmin: administrator('the right to give anybody any right on the database server'),
    db_owner: some('everything in the database'),
    db_securityadmin: some('the right to give anybody any right in the database'),
    '##ms_serversecuritymanager##': some('the right to read every grant of the server'),
    // Oracle: https://docs.oracle.com/en/database/oracle/oracle-database/19/dbseg/configuring-privilege-and-role-authorization.html
    dba: administrator('everything in the database'),
    sysdba: administrator('everything in the database, also while it is closed'),
    imp_full_database: administrator('the right to write every table and to make users'),
    datapump_imp_full_database: administrator('the right to write every table and to make users'),
    exp_full_database: { title: 'the right to read every table', breadth: 'read-all' },
  },
  /** https://docs.snowflake.com/en/user-guide/security-access-control-overview#system-defined-roles */
  snowflake: {
    accountadmin: administrator('everything in the account'),
    orgadmin: administrator('the right to make and remove accounts of the organisation'),
    globalorgadmin: administrator('the right to make and remove accounts of the organisation'),
    securityadmin: administrator(everyRight),
    sysadmin: writeAll('every database and warehouse of the account'),
    useradmin: some('the right to make users and roles'),
  },
  saas: {
    // https://www.mongodb.com/docs/atlas/reference/user-roles/, https://www.mongodb.com/docs/atlas/mongodb-users-roles-and-privileges/
    'mongodb/org_owner': administrator('everything in the organisation'),
    'mongodb/group_owner': administrator('everything in the project'),
    'mongodb/atlasadmin': administrator('everything in the databases of the project'),
    'mongodb/root': administrator('everything in the databases'),
    'mongodb/readwriteanydatabase': writeAll('the right to write every database of the project'),
    'mongodb/readanydatabase': { title: 'the right to read every database of the project', breadth: 'read-all' },
    // https://docs.confluent.io/cloud/current/security/access-control/rbac/predefined-rbac-roles.html
    'confluent/organizationadmin': administrator('everything in the organisation'),
    'confluent/environmentadmin': administrator('everything in the environment'),
    'confluent/cloudclusteradmin': some('everything in the cluster'),
    'confluent/accountadmin': writeAll('the right to make users and accounts of the organisation'),
    // https://docs.databricks.com/admin/users-groups/
    'databricks/account_admin': administrator('everything in the Databricks account'),
    'databricks/is_owner': some('the right to change and to delete it'),
    'databricks/can_manage': some('the right to change and to delete it'),
    'databricks/can_manage_run': some('the right to run and to stop it'),
    'databricks/admins': writeAll('everything in the workspace'),
    'databricks/admin': writeAll('everything in the workspace'),
    // https://grafana.com/docs/grafana/latest/administration/roles-and-permissions/
    'grafana/admin': writeAll('everything in the Grafana organisation'),
    // https://developer.hashicorp.com/consul/docs/security/acl/acl-policies, https://developer.hashicorp.com/nomad/docs/concepts/acl
    'consul/global-management': administrator('everything in Consul'),
    'nomad/management': administrator('everything in Nomad'),
    'tfe/manage_organization_access': administrator('the right to give any team any right in the organisation'),
    'tfe/organization': administrator('everything but runs in the organisation'),
    // https://docs.datadoghq.com/account_management/rbac/#datadog-default-roles
    'datadog/datadog admin role': administrator('everything in the Datadog organisation'),
    'elastic/superuser': administrator('everything in the cluster'),
    'tailscale/all': administrator('everything in the tailnet'),
    'cloudflare/super administrator - all privileges': administrator('everything in the account'),
    'cloudflare/administrator': writeAll('everything in the account but its members and billing'),
    // https://cloud.ibm.com/docs/account?topic=account-userroles
    'ibm/administrator': administrator('everything in the account, and the right to give it to others'),
    'ibm/editor': writeAll('the right to change everything in the account'),
    // https://www.alibabacloud.com/help/ram/system-policy-reference
    'alibaba/administratoraccess': administrator('everything in the account'),
    'alibaba/aliyunramfullaccess': administrator('everything in RAM, so it can give itself any right'),
    // https://docs.oracle.com/en-us/iaas/Content/Identity/Concepts/policies.htm
    'oci/manage all-resources': administrator('everything in the tenancy'),
    'oci/use all-resources': writeAll('the right to use everything in the tenancy'),
    'oci/read all-resources': { title: 'the right to read everything in the tenancy', breadth: 'read-all' },
    'oci/manage policies': administrator('the right to give anybody any right'),
  },
};

/** A name after its space, `okta:SUPER_ADMIN`, in whatever case. */
export function serviceRole(space: string, name: string): Builtin | undefined {
  const known = Object.hasOwn(roles, space) ? roles[space]! : undefined;
  const key = name.toLowerCase();
  return known && Object.hasOwn(known, key) ? known[key] : undefined;
}
