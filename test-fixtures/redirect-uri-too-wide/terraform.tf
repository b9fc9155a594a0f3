resource "keycloak_openid_client" "anywhere" {
  realm_id            = "acme"
  client_id           = "anywhere"
  access_type         = "CONFIDENTIAL"
  valid_redirect_uris = ["*", "https://shop.acme.example/*"]
#                         ^ error[redirect-uri-too-wide]: who signs in to application "anywhere" may be sent with a code to any address
}

resource "auth0_client" "shop" {
  name      = "shop"
  app_type  = "regular_web"
  callbacks = ["https://*.acme.example/callback", "http://shop.acme.example/callback", "http://localhost:3000/callback"]
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[redirect-uri-too-wide]: who signs in to application "shop" may be sent with a code to any host that matches *.acme.example
#                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[redirect-uri-too-wide]: who signs in to application "shop" may be sent with a code to an address without encryption
#                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note[redirect-uri-too-wide]: who signs in to application "shop" may be sent with a code to whatever listens on the person’s own machine
}

resource "auth0_client" "browser" {
  name      = "browser"
  app_type  = "spa"
  callbacks = ["http://localhost:3000/callback", "https://shop.acme.example/callback"]
}

resource "okta_app_oauth" "device" {
  label         = "device"
  type          = "native"
  redirect_uris = ["example.acme:/callback", "https://*/callback"]
#                                             ^^^^^^^^^^^^^^^^^^ error[redirect-uri-too-wide]: who signs in to application "device" may be sent with a code to any host
}

resource "azuread_application" "portal" {
  display_name = "portal"
  web {
    redirect_uris = ["https://portal.acme.example/auth", "http://localhost/auth"]
#                                                         ^^^^^^^^^^^^^^^^^^^^^ note[redirect-uri-too-wide]: who signs in to application "portal" may be sent with a code to whatever listens on the person’s own machine
  }
}
