import os

token = os.environ["GITHUB_TOKEN"]
other = "ghp_{alnum:30}{crc32:6}"
#        ^^^^^^^^^^^^^^^^^^^^^^^ error[github-token]: GitHub personal access token (classic) in "other": whoever reads this file can use it


def connect():
	return client(token="ghp_{alnum:30#b}{crc32:6}")
#	                     ^^^^^^^^^^^^^^^^^^^^^^^^^ error[github-token]: GitHub personal access token (classic) in "token": whoever reads this file can use it
