curl -H "Authorization: Bearer {alnum:40}" https://api.shop.internal/v1/users
#                              ^^^^^^^^^^ error[authorization-header]: Bearer token: whoever reads this file can use it

curl -H "Authorization: Bearer $TOKEN" https://api.shop.internal/v1/users
curl -H "Authorization: Bearer <token>" https://api.shop.internal/v1/users
# Base64 of something, but of no user and password.
curl -H "Authorization: Basic {base64pad:24}" https://api.shop.internal/v1/users
