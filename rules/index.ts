import type { Rule } from '@idlint/model';
import longLivedToken from './lifecycle/long-lived-token/rule.ts';
import longSession from './lifecycle/long-session/rule.ts';
import noExpiry from './lifecycle/no-expiry/rule.ts';
import rootCredential from './lifecycle/root-credential/rule.ts';
import staticAccessKey from './lifecycle/static-access-key/rule.ts';
import defaultServiceAccount from './ownership/default-service-account/rule.ts';
import disputedOwner from './ownership/disputed-owner/rule.ts';
import dormantIdentity from './ownership/dormant-identity/rule.ts';
import humanUsedByMachine from './ownership/human-used-by-machine/rule.ts';
import orphanedBinding from './ownership/orphaned-binding/rule.ts';
import sharedIdentity from './ownership/shared-identity/rule.ts';
import unknownOwner from './ownership/unknown-owner/rule.ts';
import unownedRole from './ownership/unowned-role/rule.ts';
import unownedServiceAccount from './ownership/unowned-service-account/rule.ts';
import administratorAccess from './permissions/administrator-access/rule.ts';
import credentialsExposedByPolicy from './permissions/credentials-exposed-by-policy/rule.ts';
import notAction from './permissions/not-action/rule.ts';
import notPrincipal from './permissions/not-principal/rule.ts';
import notResource from './permissions/not-resource/rule.ts';
import oauthScopeTooWide from './permissions/oauth-scope-too-wide/rule.ts';
import passRoleUnbounded from './permissions/pass-role-unbounded/rule.ts';
import privilegeEscalation from './permissions/privilege-escalation/rule.ts';
import publicAccess from './permissions/public-access/rule.ts';
import serviceAccountImpersonation from './permissions/service-account-impersonation/rule.ts';
import userAttachedPolicy from './permissions/user-attached-policy/rule.ts';
import wildcardAction from './permissions/wildcard-action/rule.ts';
import wildcardResource from './permissions/wildcard-resource/rule.ts';
import excessiveJobPermissions from './pipelines/excessive-job-permissions/rule.ts';
import confusedDeputy from './trust/confused-deputy/rule.ts';
import crossAccountTrust from './trust/cross-account-trust/rule.ts';
import externalIdMissing from './trust/external-id-missing/rule.ts';
import networkOnlyTrust from './trust/network-only-trust/rule.ts';
import oidcAudienceMissing from './trust/oidc-audience-missing/rule.ts';
import oidcSubjectMissing from './trust/oidc-subject-missing/rule.ts';
import oidcSubjectTooWide from './trust/oidc-subject-too-wide/rule.ts';
import publicTrust from './trust/public-trust/rule.ts';
import redirectUriTooWide from './trust/redirect-uri-too-wide/rule.ts';
import workloadIdentityTooWide from './trust/workload-identity-too-wide/rule.ts';

export { secretRules } from './generated/secret-rules.ts';

/** Every rule that is code. Those that are data stand in `secretRules`. */
export const rules: Rule[] = [
  longLivedToken,
  longSession,
  noExpiry,
  rootCredential,
  staticAccessKey,
  defaultServiceAccount,
  disputedOwner,
  dormantIdentity,
  humanUsedByMachine,
  orphanedBinding,
  sharedIdentity,
  unknownOwner,
  unownedRole,
  unownedServiceAccount,
  administratorAccess,
  credentialsExposedByPolicy,
  notAction,
  notPrincipal,
  notResource,
  oauthScopeTooWide,
  passRoleUnbounded,
  privilegeEscalation,
  publicAccess,
  serviceAccountImpersonation,
  userAttachedPolicy,
  wildcardAction,
  wildcardResource,
  excessiveJobPermissions,
  confusedDeputy,
  crossAccountTrust,
  externalIdMissing,
  networkOnlyTrust,
  oidcAudienceMissing,
  oidcSubjectMissing,
  oidcSubjectTooWide,
  publicTrust,
  redirectUriTooWide,
  workloadIdentityTooWide,
];
