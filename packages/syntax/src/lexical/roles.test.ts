import { describe, expect, test } from 'vitest';
import type { StringUse } from '../string-use.ts';
import { languageOf, lexicalUses } from './index.ts';

/** A role in a few words, to be compared: `password = x`, `argument 1 of os.getenv after KEY for password`. */
export function said({ role, through }: StringUse): string {
  const how = through ? ` (${through.join(', ')})` : '';
  switch (role.is) {
    case 'assigned':
      return `${role.name} =${how}`;
    case 'property':
      return `${role.name}:${how}`;
    case 'default':
      return `default of ${role.name}${how}`;
    case 'attribute':
      return `attribute ${role.name} of ${role.element}${how}`;
    case 'argument': {
      const parts = [
        role.label === undefined ? `argument ${role.index}` : `argument ${role.label}`,
        ` of ${role.callee || '?'}`,
        role.after === undefined ? '' : ` after ${role.after}`,
        role.assignedTo === undefined ? '' : ` for ${role.assignedTo}`,
      ];
      return parts.join('') + how;
    }
    case 'compared':
      return `compared${role.name === undefined ? '' : ` with ${role.name}`}${how}`;
    default:
      return role.is + how;
  }
}

function roleOfX(file: string, text: string): string {
  const use = lexicalUses(text, languageOf(file)!).find(({ value }) => value.includes('xyz'));
  return use ? said(use) : 'nothing';
}

describe('what a string is there for', () => {
  test.each<[string, string, string]>([
    // Given to a name.
    ['a.py', 'password = "xyz"', 'password ='],
    ['a.py', "self.db.password: str = 'xyz'", 'password ='],
    ['a.py', 'config["password"] = "xyz"', 'password ='],
    ['a.py', 'os.environ["A"] = b"xyz"', 'A ='],
    ['a.py', 'password = (\n    "xyz"\n)', 'password ='],
    ['a.py', 'a, password = "b", "xyz"', 'password = (list)'],
    ['a.go', 'var password string = "xyz"', 'password ='],
    ['a.go', 'const (\n\tuser = "a"\n\tapiKey = "xyz"\n)', 'apiKey ='],
    ['a.go', 'password := `xyz`', 'password ='],
    ['a.go', 'var keys []string = []string{"xyz"}', 'keys = (list)'],
    ['a.java', 'private static final String PASSWORD = "xyz";', 'PASSWORD ='],
    ['a.java', 'String s = (String) "xyz";', 's ='],
    ['a.java', 'String[] keys = new String[] {"a", "xyz"};', 'keys = (list)'],
    ['a.kt', 'private val password: String? = "xyz"', 'password ='],
    ['a.kt', 'val password by lazy { "xyz" }', 'argument 0 of lazy (list)'],
    ['a.cs', 'public const string Password = @"xyz";', 'Password ='],
    ['a.cs', 'Password = $"xyz{a}"', 'Password ='],
    ['a.rs', 'const API_KEY: &\'static str = "xyz";', 'API_KEY ='],
    ['a.rs', 'let key = String::from("xyz");', 'argument 0 of String.from for key'],
    ['a.swift', 'let password: String = "xyz"', 'password ='],
    ['a.scala', 'val password = "xyz"', 'password ='],
    ['a.rb', "@password = 'xyz'", 'password ='],
    ['a.rb', 'password ||= %q(xyz)', 'password ='],
    ['a.php', '<?php $this->password = "xyz"; ?>', 'password ='],
    ['a.php', "<?php $cfg['password'] = 'xyz';", 'password ='],
    ['a.pl', '$h{password} = "xyz";', 'password ='],
    ['a.lua', 'local password = [[xyz]]', 'password ='],
    ['a.ex', 'password = "xyz"', 'password ='],
    ['a.c', '#define PASSWORD "xyz"', 'PASSWORD ='],
    ['a.c', 'char password[] = "xyz";', 'password ='],
    ['a.cpp', 'const std::string password{"xyz"};', 'argument 0 of password (list)'],
    ['a.m', 'NSString *password = @"xyz";', 'password ='],
    ['a.ps1', '$password = "xyz"', 'password ='],
    ['a.dart', "final password = 'xyz';", 'password ='],
    ['a.r', 'password <- "xyz"', 'password ='],
    ['a.sql', "SET password = 'xyz'", 'password ='],
    ['a.sh', 'PASSWORD=xyz', 'PASSWORD ='],
    ['a.sh', 'export PASSWORD="xyz"', 'PASSWORD ='],
    ['a.sh', "PGPASSWORD='xyz' psql -h db", 'PGPASSWORD ='],
    ['a.sh', 'docker run -e PASSWORD=xyz image', 'PASSWORD ='],
    ['a.sh', 'KEYS=(a "xyz")', 'KEYS = (list)'],
    ['a.sh', 'A=$(echo "xyz" | base64)', 'argument 0 of echo'],
    // Under a key.
    ['a.py', '{"user": "a", "password": "xyz"}', 'password:'],
    ['a.go', 'Config{Password: "xyz"}', 'Password:'],
    ['a.go', 'map[string]string{"password": "xyz"}', 'password:'],
    ['a.rb', '{ :password => "xyz" }', 'password:'],
    ['a.rb', '{ password: "xyz" }', 'password:'],
    ['a.php', "<?php return ['password' => 'xyz'];", 'password:'],
    ['a.pl', 'my %h = (password => "xyz");', 'password:'],
    ['a.swift', '["password": "xyz"]', 'password:'],
    ['a.lua', '{ password = "xyz" }', 'password ='],
    ['a.groovy', '[password: "xyz"]', 'password:'],
    ['a.ex', '%{password: "xyz"}', 'password:'],
    // An argument.
    ['a.py', 'password = os.getenv("DB_PASSWORD", "xyz")', 'argument 1 of os.getenv after DB_PASSWORD for password'],
    ['a.py', 'connect(host, password="xyz")', 'argument password of connect'],
    ['a.py', 'db = connect(user="a", password="xyz")', 'argument password of connect for db'],
    ['a.java', 'conn.setPassword("xyz");', 'argument 0 of conn.setPassword'],
    ['a.java', 'props.put("password", "xyz");', 'argument 1 of props.put after password'],
    ['a.java', 'new Foo<String>("xyz")', 'argument 0 of Foo'],
    ['a.java', 'char[] password = "xyz".toCharArray();', 'password ='],
    ['a.cs', 'new Client(password: "xyz")', 'argument password of Client'],
    ['a.rb', 'connect(password: "xyz")', 'argument password of connect'],
    ['a.rb', 'set :db_password, "xyz"', 'argument 1 of set after db_password'],
    ['a.rb', 'puts "xyz"', 'argument 0 of puts'],
    ['a.php', "<?php define('PASSWORD', 'xyz');", 'argument 1 of define after PASSWORD'],
    ['a.rs', 'println!("xyz")', 'argument 0 of println'],
    ['a.swift', 'login(user: "a", password: "xyz")', 'argument password of login'],
    ['a.ps1', '$s = ConvertTo-SecureString "xyz" -AsPlainText', 'argument 0 of ConvertTo-SecureString for s'],
    ['a.ps1', 'Connect-Db -User "a" -Password "xyz"', 'argument -Password of Connect-Db'],
    ['a.sql', "ALTER USER bob IDENTIFIED BY 'xyz'", 'argument 0 of BY'],
    ['a.sql', "CREATE USER bob PASSWORD 'xyz'", 'argument 0 of PASSWORD'],
    ['a.py', 'key = decode(base64("xyz"))', 'argument 0 of base64 for key'],
    ['a.sh', 'mysql -u root --password=xyz', 'argument --password of mysql'],
    ['a.sh', 'curl -H "Authorization: Bearer xyz" \\\n  https://a', 'argument -H of curl'],
    ['a.sh', 'curl \\\n  -u a:xyz https://a', 'argument -u of curl'],
    ['a.sh', 'aws configure set aws_secret_access_key xyz', 'argument 3 of aws after aws_secret_access_key'],
    ['a.sh', 'if [ "$a" = "xyz" ]; then', 'compared'],
    ['a.sh', 'cat <<EOF > f\nxyz\nEOF\n', 'other'],
    // A default.
    ['a.py', 'def connect(host, password="xyz"):', 'default of password'],
    ['a.py', 'def connect(password: str = "xyz"):', 'default of password'],
    ['a.kt', 'class Config(val password: String = "xyz")', 'default of password'],
    ['a.cs', 'void Connect(string password = "xyz") {}', 'default of password'],
    ['a.php', '<?php function f($password = "xyz") {}', 'default of password'],
    ['a.rb', 'def connect(password = "xyz")', 'default of password'],
    // With something between.
    ['a.py', 'password = os.environ.get("P") or "xyz"', 'password = (fallback)'],
    ['a.rb', 'password = ENV["P"] || "xyz"', 'password = (fallback)'],
    ['a.kt', 'val password = System.getenv("P") ?: "xyz"', 'password = (fallback)'],
    ['a.py', 'password = "xyz" if debug else None', 'password ='],
    ['a.py', 'password = a if debug else "xyz"', 'password = (choice)'],
    ['a.java', 'String password = debug ? "a" : "xyz";', 'password = (choice)'],
    ['a.java', 'String password = a == b ? "xyz" : c;', 'password = (choice)'],
    ['a.kt', 'val password = if (a) "xyz" else "b"', 'password = (choice)'],
    ['a.java', 'String url = "a" + user + "xyz";', 'url = (joined)'],
    ['a.php', '<?php $url = "xyz" . $user;', 'url = (joined)'],
    ['a.py', 'passwords = ["a", "xyz"]', 'passwords = (list)'],
    // Not a value.
    ['a.py', 'env["xyz"]', 'key'],
    ['a.py', '{"xyz": password}', 'key'],
    ['a.rb', '{"xyz" => password}', 'key'],
    ['a.py', 'if password == "xyz":', 'compared with password'],
    ['a.go', 'if "xyz" != cfg.password {', 'compared with cfg.password'],
    ['a.go', 'case "xyz":', 'compared'],
    ['a.go', 'import "xyz"', 'import'],
    ['a.rb', "require 'xyz'", 'import'],
    ['a.php', '<?php return "xyz";', 'other'],
    ['a.py', 'def f():\n    "xyz"', 'other'],
  ])('%s: %s', (file, text, expected) => {
    expect(roleOfX(file, text)).toBe(expected);
  });
});
