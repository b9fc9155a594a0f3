import type { Fact } from '@idlint/model';
import type { CfnResource, Template } from '../template.ts';

/** Turns one resource into facts. */
export type Mapper = (resource: CfnResource, template: Template) => Fact[];
