class Settings {
  private static final String PASSWORD = "{alnum:14}";
//                                        ^^^^^^^^^^ error[hardcoded-password]: Password in "PASSWORD": whoever reads this file can use it

  void open(Properties properties) {
    properties.put("db.password", "{alnum:12}");
//                                 ^^^^^^^^^^ error[hardcoded-password]: Password in "db.password": whoever reads this file can use it
    dataSource.setPassword("{alnum:13}");
//                          ^^^^^^^^^^ error[hardcoded-password]: Password in "dataSource.setPassword": whoever reads this file can use it

    dataSource.setPassword(System.getenv("DB_PASSWORD"));
    dataSource.setPassword(properties.getProperty("db.password"));
    log.warn("password is not set");
  }
}
