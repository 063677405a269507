"""An AWS that Terraform can be tried against: moto, mended where it disagrees with AWS.

Each module mends one area of AWS and names the AWS page that says how AWS behaves. What AWS does differently from moto
belongs here and never in the project's Terraform. ``server.AREAS`` lists the areas: a new one is a module and a name there.
With ``--enforce-iam`` requests are judged by the policies that apply to them: see ``iam_enforcement``.
"""

import os

# moto reads this once, when its IAM models are first imported: attaching AmazonSSMManagedInstanceCore needs AWS's own policies.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
