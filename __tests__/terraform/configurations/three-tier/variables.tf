variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "services" {
  description = "What the shop is made of."
  type = map(object({
    port      = number
    instances = number
    public    = bool
    database  = bool
  }))
  default = {
    web    = { port = 8080, instances = 2, public = true, database = false }
    orders = { port = 9090, instances = 1, public = false, database = true }
  }
}
