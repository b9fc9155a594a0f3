<?php
define( 'DB_NAME', 'shop' );
define( 'DB_PASSWORD', '{alnum:8}' );
//                      ^^^^^^^^^ error[credentials-file]: Key, salt or password of WordPress in "DB_PASSWORD": whoever reads this file can use it
define( 'AUTH_KEY', '{alnum:20}<% & {alnum:30} |x' );
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[credentials-file]: Key, salt or password of WordPress in "AUTH_KEY": whoever reads this file can use it
define( 'NONCE_SALT', 'put your unique phrase here' );
