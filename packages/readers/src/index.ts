/**
 * Documents to facts, one folder a format. Leans on model, syntax and evaluate; knows no rule, no file system and no other reader's
 * documents but through `ask`. Parsers load when the first document of theirs is claimed.
 */
import type { Reader } from '@idlint/model';
import { ansible } from './ansible/index.ts';
import { azure } from './azure/index.ts';
import { backstage } from './backstage/index.ts';
import { cloudformation } from './cloudformation/index.ts';
import { codeowners } from './codeowners/index.ts';
import { githubActions } from './github-actions/index.ts';
import { helm } from './helm/index.ts';
import { iamPolicy } from './iam-policy/index.ts';
import { kubernetes } from './kubernetes/index.ts';
import { pulumi } from './pulumi/index.ts';
import { serverless } from './serverless/index.ts';
import { spire } from './spiffe/index.ts';
import { sql } from './sql/index.ts';
import { terraform } from './terraform/index.ts';
import { terraformPlan } from './terraform/plan/index.ts';
import { vault } from './vault/index.ts';

/** Each reader makes parts of its own kind, which nobody else looks into. */
export const readers = [
  codeowners,
  ansible,
  azure,
  backstage,
  cloudformation,
  githubActions,
  helm,
  iamPolicy,
  kubernetes,
  pulumi,
  serverless,
  spire,
  sql,
  terraform,
  terraformPlan,
  vault,
] as unknown as Reader[];
