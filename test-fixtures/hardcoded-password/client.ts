export const options = {
  user: 'app',
  password: '{alnum:14}',
//           ^^^^^^^^^^ error[hardcoded-password]: Password in "password": whoever reads this file can use it
  passwordSecret: { name: 'database', key: 'password' },
};

const password = process.env.DB_PASSWORD ?? '{alnum:12}';
//                                           ^^^^^^^^^^ error[hardcoded-password]: Password in "password": whoever reads this file can use it
const typed: string = form.password;
const label = t('password');
type Field = 'password' | 'user';
