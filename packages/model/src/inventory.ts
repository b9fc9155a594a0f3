import type { Binding, Fact, Grant, Identity, Name, Ownership, Platform, Policy, Trust, Use } from './facts.ts';
import type { Place } from './place.ts';
import type { Why } from './value.ts';

/** `unknown` carries why; a rule stays silent on it. */
export type Answer = { is: 'yes' | 'no'; places: Place[] } | { is: 'unknown'; why: Why };

/** One piece of evidence of who owns something. */
export interface Owner {
  /** `@acme/payments`, `team-data`, `ana@acme.example`: as written. */
  name: string;
  source: Ownership['source'] | 'label';
  /** `low` for a catch-all line of CODEOWNERS. */
  confidence: 'high' | 'medium' | 'low';
  at: Place;
}

/**
 * `unowned` only where every source was read and none speaks of it; `unknown` where a source could not be worked out (a tag from a
 * variable). `sources`: whether the workspace has any owner source at all.
 */
export type OwnerAnswer =
  | { is: 'owned'; owners: Owner[]; sources: boolean }
  | { is: 'unowned'; sources: boolean; likely?: Owner }
  | { is: 'unknown'; why: Why; sources: boolean };

/** A grant as an identity holds it: through which binding, from which policy. Built-in policies have a `builtin` name and no grant. */
export interface Granted {
  binding: Binding | undefined;
  policy: Policy | undefined;
  grant: Grant | undefined;
  builtin?: string;
  /** Where it is given: the attachment or the statement. */
  at: Place;
}

/** How far a built-in role or a pattern of actions reaches. */
export type Breadth = 'all' | 'service' | 'some';

export interface Access {
  /** How much an action pattern covers: every action, every action of one service, or less. Patterns as the platform writes them. */
  breadth(platform: Platform, action: string): Breadth;
  /** Whether the action can be limited to a resource. `no` for `ec2:DescribeInstances`, `sts:GetCallerIdentity`. Wildcards: whether any can. */
  takesResource(platform: Platform, action: string): Answer;
  /** What a built-in policy or role allows, as what one gets (`everything in S3`) and a breadth; undefined where it is not a built-in one. */
  builtin(name: Name): { title: string; breadth: 'administrator' | 'write-all' | 'read-all' | 'some' } | undefined;
}

/** The facts linked across the workspace; what rules and people ask. Every question is recorded, and asked again only when its answer may have changed. */
export interface Inventory {
  access: Access;
  /** Facts that bear this name; empty where it stands outside of the workspace. */
  named(name: Name): Fact[];
  ownersOf(identity: Identity): OwnerAnswer;
  grantsOf(identity: Identity): Granted[];
  bindingsOf(policy: Policy): Binding[];
  trustOf(identity: Identity): Trust[];
  usesOf(identity: Identity): Use[];
  /** The identity that a grant's policy belongs to, where exactly one does. */
  holdersOf(grant: Grant): Identity[];
}
