import type { Fact } from '@idlint/model';
import { terraform } from '../../src/terraform/index.ts';
import { told } from '../facts.ts';
import { workspace } from '../workspace.ts';

/** The facts of some files, one line each. */
export const lines = async (files: string | Record<string, string>): Promise<string[]> => (await facts(files)).map(told);

export const facts = async (files: string | Record<string, string>): Promise<Fact[]> => (await of(files)).facts;

export const of = (files: string | Record<string, string>, varFiles?: string[]) =>
  workspace(terraform, typeof files === 'string' ? { 'main.tf': files } : files, varFiles && (() => ({ varFiles })));
