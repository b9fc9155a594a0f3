import { describe, expect, it } from 'vitest';
import { repositoryOf } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

/** A small shop, as a person would meet it: three files at fault, one that is fine, one that is broken. */
const shop = {
  'infra/ci.tf': `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"]
    }
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:*"]
    }
  }
}

resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "20.0.0"
}
`,
  'k8s/reader.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get, list]
`,
  'k8s/broken.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: [\n',
  'src/client.ts': expandTemplates('export const client = connect({\n\ttoken: "ghp_{alnum:30}{crc32:6}",\n});\n'),
  'src/index.ts': 'export * from "./client.ts";\n',
  CODEOWNERS: '* @acme/platform\n',
};

describe('a first run', () => {
  it.each(['pretty', 'concise', 'github', 'markdown'])('as %s', async format => {
    const { out, err } = await idlint(repositoryOf(shop), ['--format', format]);
    expect(err).toBe('');
    await expect(out).toMatchFileSnapshot(`snapshots/shop.${format}.txt`);
  });
});
