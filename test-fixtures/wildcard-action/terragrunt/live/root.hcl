locals { reading = ["s3:GetObject"] }

inputs = { actions = local.reading }
