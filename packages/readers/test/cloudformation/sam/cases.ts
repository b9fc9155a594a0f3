import { policyTemplates } from '../../../src/cloudformation/sam/policy-templates.ts';

/** Templates of SAM whose meaning the real translator was asked for. */
export const cases: Record<string, string> = {
  ...Object.fromEntries(Object.keys(policyTemplates).map(name => [`policy template ${name}`, policyTemplate(name)])),

  'policies in every form': `
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "0"
      Handler: a.b
      Runtime: nodejs20.x
      Policies:
        - AmazonS3ReadOnlyAccess
        - AWSLambdaBasicExecutionRole
        - ViewOnlyAccess
        - arn:aws:iam::123456789012:policy/shop
        - !Ref Own
        - Version: "2012-10-17"
          Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" }]
        - Statement: { Effect: Deny, Action: "s3:*", Resource: "*" }
        - SQSPollerPolicy: { QueueName: !GetAtt Jobs.QueueName }
  One:
    Type: AWS::Serverless::Function
    Properties: { InlineCode: "0", Handler: a.b, Runtime: nodejs20.x, Policies: AmazonSQSFullAccess }
  Document:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "0"
      Handler: a.b
      Runtime: nodejs20.x
      Policies: { Statement: [{ Effect: Allow, Action: "sns:Publish", Resource: "*" }] }
  Jobs: { Type: AWS::SQS::Queue }
  Own:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: "sqs:*", Resource: "*" }] } }
`,

  globals: `
Globals:
  Function:
    Runtime: nodejs20.x
    Handler: a.b
    CodeUri: "s3://bucket/code.zip"
    Tracing: Active
    PermissionsBoundary: arn:aws:iam::123456789012:policy/boundary
    Tags: { owner: team-shop, tier: "1" }
    VpcConfig: { SecurityGroupIds: [sg-1], SubnetIds: [subnet-1] }
Resources:
  All: { Type: AWS::Serverless::Function, Properties: { Tags: { tier: "2" } } }
  Own:
    Type: AWS::Serverless::Function
    Properties: { Tracing: Disabled, PermissionsBoundary: !Ref "AWS::NoValue", VpcConfig: { SubnetIds: [subnet-2] } }
  None: { Type: AWS::Serverless::Function, IgnoreGlobals: [VpcConfig, Tracing] }
`,

  'a function and what it brings': `
Resources:
  Url:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "0"
      Handler: a.b
      Runtime: nodejs20.x
      FunctionUrlConfig: { AuthType: AWS_IAM }
  Role:
    Type: AWS::Serverless::Function
    Properties: { InlineCode: "0", Handler: a.b, Runtime: nodejs20.x, Role: arn:aws:iam::123456789012:role/given }
  Trust:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "0"
      Handler: a.b
      Runtime: nodejs20.x
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "sts:AssumeRole", Principal: { Service: edgelambda.amazonaws.com } }] }
      DeadLetterQueue: { Type: SQS, TargetArn: arn:aws:sqs:eu-west-1:123456789012:lost }
      EventInvokeConfig:
        DestinationConfig:
          OnSuccess: { Type: EventBridge, Destination: arn:aws:events:eu-west-1:123456789012:event-bus/done }
          OnFailure: { Type: Lambda, Destination: !GetAtt Url.Arn }
`,

  'events of a function': `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "0"
      Handler: a.b
      Runtime: nodejs20.x
      Events:
        Path: { Type: Api, Properties: { Path: "/orders/{id}", Method: get } }
        Http: { Type: HttpApi, Properties: { Path: /orders, Method: any } }
        Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
        Weekly: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(7 days) } }
        Bus: { Type: EventBridgeRule, Properties: { Pattern: { source: [shop] } } }
        Topic: { Type: SNS, Properties: { Topic: arn:aws:sns:eu-west-1:123456789012:orders } }
        Files: { Type: S3, Properties: { Bucket: !Ref Uploads, Events: "s3:ObjectCreated:*" } }
        Jobs: { Type: SQS, Properties: { Queue: arn:aws:sqs:eu-west-1:123456789012:jobs } }
        Changes: { Type: DynamoDB, Properties: { Stream: arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/1, StartingPosition: LATEST } }
        Clicks: { Type: Kinesis, Properties: { Stream: arn:aws:kinesis:eu-west-1:123456789012:stream/clicks, StartingPosition: LATEST } }
        Kafka: { Type: MSK, Properties: { Stream: arn:aws:kafka:eu-west-1:123456789012:cluster/c/1, Topics: [t], StartingPosition: LATEST } }
        Broker:
          Type: MQ
          Properties:
            Broker: arn:aws:mq:eu-west-1:123456789012:broker:b:1
            Queues: [q]
            SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: arn:aws:secretsmanager:eu-west-1:123456789012:secret:mq }]
        Logs: { Type: CloudWatchLogs, Properties: { LogGroupName: /shop, FilterPattern: "" } }
        Skill: { Type: AlexaSkill, Properties: { SkillId: amzn1.ask.skill.1 } }
  Uploads: { Type: AWS::S3::Bucket }
`,

  'a state machine': `
Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: a, States: { a: { Type: Succeed } } }
      Tracing: { Enabled: true }
      PermissionsBoundary: arn:aws:iam::123456789012:policy/boundary
      Policies:
        - LambdaInvokePolicy: { FunctionName: work }
        - Statement: [{ Effect: Allow, Action: "dynamodb:PutItem", Resource: "*" }]
      Events:
        Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
        Weekly: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(7 days) } }
        Bus: { Type: EventBridgeRule, Properties: { Pattern: { source: [shop] } } }
`,

  'other things of SAM': `
Resources:
  Graph:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      SchemaInline: "type Query { a: String }"
      Auth: { Type: AWS_IAM }
      DataSources:
        DynamoDb: { Orders: { TableName: orders, Permissions: [Read] } }
        Lambda: { Work: { FunctionArn: arn:aws:lambda:eu-west-1:123456789012:function:work } }
  Chat:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      RouteSelectionExpression: $request.body.action
      Routes:
        $connect: { FunctionArn: arn:aws:lambda:eu-west-1:123456789012:function:connect }
        send: { FunctionArn: arn:aws:lambda:eu-west-1:123456789012:function:send }
  Capacity:
    Type: AWS::Serverless::CapacityProvider
    Properties: { VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] } }
`,

  connectors: `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { InlineCode: "0", Handler: a.b, Runtime: nodejs20.x }
    Connectors:
      Orders: { Properties: { Destination: { Id: Table }, Permissions: [Read, Write] } }
  Table: { Type: AWS::Serverless::SimpleTable }
  Topic: { Type: AWS::SNS::Topic }
  Queue: { Type: AWS::SQS::Queue }
  Bucket: { Type: AWS::S3::Bucket }
  FnToBucket:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: Fn }, Destination: [{ Id: Bucket }, { Id: Topic }], Permissions: [Write] }
  TopicToQueue:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: Topic }, Destination: { Id: Queue }, Permissions: [Write] }
  BucketToFn:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: Bucket }, Destination: { Id: Fn }, Permissions: [Write] }
`,
};

/** A function that has one policy template with a text for each of its parameters. */
function policyTemplate(name: string): string {
  const parameters = new Set([...JSON.stringify(policyTemplates[name]).matchAll(/\$\{(\w+)\}/g)].map(([, parameter]) => parameter!));
  const given = [...parameters].map(parameter => `${parameter}: given`).join(', ');
  return `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { InlineCode: "0", Handler: a.b, Runtime: nodejs20.x, Policies: [{ ${name}: { ${given} } }] }
`;
}
