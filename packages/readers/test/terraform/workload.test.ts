import { expect, test } from 'vitest';
import { facts } from './terraform.ts';

test('what runs as whom, through instance profiles as well, and what runs as the default', async () => {
  const uses = (
    await facts(`
resource "aws_iam_role" "app" {
  name = "app"
  tags = { owner = "team-shop" }
}
resource "aws_iam_instance_profile" "app" { role = aws_iam_role.app.name }
resource "aws_instance" "web" { iam_instance_profile = aws_iam_instance_profile.app.name }
resource "aws_launch_template" "web" {
  iam_instance_profile { arn = aws_iam_instance_profile.app.arn }
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.app.arn
}
resource "aws_ecs_task_definition" "t" {
  family             = "t"
  task_role_arn      = "arn:aws:iam::123456789012:role/elsewhere"
  execution_role_arn = aws_iam_role.app.arn
}
resource "google_cloud_run_v2_service" "default" { name = "default" }
resource "google_compute_instance" "own" {
  name = "own"
  service_account {
    email  = google_service_account.own.email
    scopes = ["cloud-platform"]
  }
}
resource "google_service_account" "own" { account_id = "own" }
`)
  ).flatMap(fact =>
    fact.kind === 'use'
      ? [`${fact.user.replace('main.tf#', '')} -> ${fact.used.kind === 'known' ? fact.used.value : (fact.fallback ?? '?')}`]
      : [],
  );
  expect(uses).toEqual([
    'aws_instance.web -> terraform:#aws_iam_role.app',
    'aws_launch_template.web -> terraform:#aws_iam_role.app',
    'aws_lambda_function.f -> terraform:#aws_iam_role.app',
    'aws_ecs_task_definition.t -> aws:arn:aws:iam::123456789012:role/elsewhere',
    'aws_ecs_task_definition.t -> terraform:#aws_iam_role.app',
    'google_cloud_run_v2_service.default -> gcp:serviceAccount/compute-default',
    'google_compute_instance.own -> terraform:#google_service_account.own',
  ]);
});
