import os

token = "ghp_{alnum:30}{crc32:6}"
#        ^^^^^^^^^^^^^^^^^^^^^^^ error[github-token]: GitHub personal access token (classic) in "token": whoever reads this file can use it
other = 1
