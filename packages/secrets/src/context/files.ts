/** Files that programs read their settings from, by the name that the programs look for: what is given to a credential's name there is in use. */
const names = [
  String.raw`\.(?:netrc|npmrc|pypirc|ftpconfig|esmtprc|msmtprc|fetchmailrc|my\.cnf|mylogin\.cnf|s3cfg|boto|dockercfg|remote-sync\.json|vault-token)`,
  String.raw`\.env(?:\.(?:local|prod|production|staging|development|dev|live))?|\.envrc|\.flaskenv`,
  String.raw`\.(?:bashrc|bash_profile|profile|zshrc|zshenv|(?:bash|zsh|sh|mysql|psql|rediscli)_history)`,
  // Editors, clients and servers.
  String.raw`(?:sftp-config|sftp|robomongo|robo3t|credentials\.tfrc|kaggle)\.json`,
  String.raw`(?:filezilla|recentservers|sitemanager|tomcat-users|accounts)\.xml`,
  String.raw`(?:WinSCP|ultravnc|php|[\w-]+_srv)\.ini`,
  String.raw`(?:credentials|proftpdpasswd|kubeconfig|\.kube/config|rclone\.conf|wpa_supplicant\.conf)`,
  String.raw`(?:wp-config|config\.inc|LocalSettings|configuration)\.php`,
  String.raw`[\w.-]+\.(?:tfvars(?:\.json)?|tfstate(?:\.backup)?)`,
];
const inUse = new RegExp(`(?:^|/)(?:${names.join('|')})$`, 'i');

export const isInUse = (uri: string): boolean => inUse.test(uri);
