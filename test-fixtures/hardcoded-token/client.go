package client

const apiKey = "{alnum:40}"
//              ^^^^^^^^^^ error[hardcoded-token]: Token or key in "apiKey": whoever reads this file can use it

var accessToken = os.Getenv("ACCESS_TOKEN")

func sign() string {
	secretKey := "{hex:64}"
//	              ^^^^^^^^ error[hardcoded-token]: Token or key in "secretKey": whoever reads this file can use it
	tokenType := "Bearer"
	return hmac(secretKey, tokenType)
}
