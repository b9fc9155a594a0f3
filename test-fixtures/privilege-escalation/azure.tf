resource "azurerm_role_definition" "assigner" {
  name  = "assigner"
  scope = "/subscriptions/00000000-0000-0000-0000-000000000000"
  permissions {
    actions = ["Microsoft.Compute/virtualMachines/read", "Microsoft.Authorization/roleAssignments/write"]
#                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[privilege-escalation]: whoever gets policy "assigner" can give itself any role
  }
}

resource "azurerm_role_definition" "reader" {
  name  = "reader"
  scope = "/subscriptions/00000000-0000-0000-0000-000000000000"
  permissions {
    actions = ["Microsoft.Authorization/roleAssignments/read"]
  }
}
