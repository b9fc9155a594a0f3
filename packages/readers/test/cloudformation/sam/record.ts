/**
 * Asks the real translator of SAM (PyPI: aws-sam-translator and pyyaml, for the python3 on the PATH) what it makes of the cases beside this, and
 * keeps of its answers what is about identities: npx tsx packages/readers/test/cloudformation/sam/record.ts
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases } from './cases.ts';

const program = `
import json, sys
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse
class Loader:
    def load(self): return {}
answers = {}
for name, text in json.load(sys.stdin).items():
    template = yaml_parse('Transform: AWS::Serverless-2016-10-31\\n' + text)
    resources = transform(template, {}, Loader())['Resources']
    answers[name] = {id: {k: v for k, v in r.items() if k in ('Type', 'Condition', 'Properties')} for id, r in resources.items()
        if r['Type'].startswith('AWS::IAM::') or r['Type'].endswith('Policy') or r['Type'] in ('AWS::Lambda::Permission', 'AWS::Lambda::Url')}
json.dump(answers, sys.stdout, sort_keys=True)
`;
const answers = execFileSync('python3', ['-c', program], {
  input: JSON.stringify(cases),
  env: { ...process.env, AWS_DEFAULT_REGION: 'eu-west-1' },
  maxBuffer: 1e9,
});
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), 'answers.json'), `${JSON.stringify(JSON.parse(answers.toString()))}\n`);
