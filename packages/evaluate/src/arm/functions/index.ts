import type { ArmFunction } from '../scope.ts';
import { collections } from './collections.ts';
import { lambdas } from './lambdas.ts';
import { numbers } from './numbers.ts';
import { strings } from './strings.ts';

/**
 * The functions that depend on nothing but what they are given, by their names in lower case. One that answers undefined is not known here.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */
export const functions: ReadonlyMap<string, ArmFunction> = new Map(Object.entries({ ...strings, ...collections, ...lambdas, ...numbers }));
