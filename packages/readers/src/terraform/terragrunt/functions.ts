import type { Data } from '@idlint/evaluate';
import { encodeJson, madeText, type OwnFunction, unknownData } from '@idlint/evaluate/hcl';
import { folderOf, type Place, type Uri } from '@idlint/model';
import { absolute, childOf, relativePath } from '../paths.ts';
import type { TerragruntDocument } from './document.ts';

/** Terragrunt's functions, as a document means them. https://terragrunt.gruntwork.io/docs/reference/hcl/functions/ */
export function functionsOf(document: TerragruntDocument): Record<string, OwnFunction> {
  const { unit } = document;
  const here = folderOf(unit);
  const text = (data: Data | undefined): string | undefined => (data?.kind === 'string' ? data.value : undefined);
  /** The folder of the file that is included, as an included file and the one that includes it both ask for it. */
  const included = (name: Data | undefined): Uri | undefined => {
    if (document.isIncluded) return folderOf(document.uri);
    const { includes } = document;
    const found = text(name) === undefined ? includes[0] : includes.find(include => include.name === text(name));
    return found?.document && folderOf(found.document.uri);
  };
  const path = (folder: Uri | undefined, at: Place): Data => (folder === undefined ? outside(at) : madeText(absolute(folder), at));
  const between = (from: Uri | undefined, to: Uri | undefined, at: Place): Data =>
    from === undefined || to === undefined ? madeText('.', at) : madeText(relativePath(from, to), at);

  return {
    find_in_parent_folders: ([name, fallback], at) => {
      const wanted = text(name) ?? 'terragrunt.hcl';
      for (let folder = here; folder !== ''; ) {
        folder = folderOf(folder);
        const uri = childOf(folder, wanted);
        if (uri !== undefined && document.exists(uri)) return madeText(absolute(uri), at);
      }
      return fallback ?? unknownData({ code: 'reference', what: `${wanted}, which no folder above has`, at }, at);
    },
    path_relative_to_include: ([name], at) => between(included(name), here, at),
    path_relative_from_include: ([name], at) => between(here, included(name), at),
    get_terragrunt_dir: (_, at) => path(here, at),
    get_original_terragrunt_dir: (_, at) => path(folderOf(document.original), at),
    get_parent_terragrunt_dir: ([name], at) => path(included(name) ?? here, at),
    get_repo_root: (_, at) => path('', at),
    get_path_from_repo_root: (_, at) => between('', here, at),
    get_path_to_repo_root: (_, at) => between(here, '', at),
    get_env: ([name, fallback], at) =>
      fallback ?? unknownData({ code: 'variable', what: `the environment's ${text(name) ?? 'variable'}`, at }, at),
    read_terragrunt_config: ([file, fallback], at) => {
      const uri = text(file) === undefined ? undefined : childOf(here, text(file)!);
      if (uri !== undefined && document.exists(uri)) return document.config(uri, at);
      return fallback ?? unknownData({ code: 'reference', what: `${text(file) ?? 'a file'}, which is not in the workspace`, at }, at);
    },
    read_tfvars_file: ([file], at) => {
      const uri = text(file) === undefined ? undefined : childOf(here, text(file)!);
      return uri !== undefined && document.exists(uri) ? encodeJson(document.values(uri, at), at) : outside(at);
    },
    mark_as_read: ([file], at) => file ?? outside(at),
  };
}

const outside = (at: Place): Data => unknownData({ code: 'function', what: 'what only the run of Terragrunt knows', at }, at);
