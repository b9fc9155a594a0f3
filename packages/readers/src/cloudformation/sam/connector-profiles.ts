/** What a connector of SAM may stand between. */
export type Kind =
  | 'function'
  | 'state-machine'
  | 'table'
  | 'api'
  | 'bucket'
  | 'queue'
  | 'topic'
  | 'bus'
  | 'rule'
  | 'place-index'
  | 'data-source'
  | 'graph';

/** Actions, parted by spaces, and on what. */
export type ConnectorStatement = [actions: string, ...resources: string[]];
type Profile = Partial<Record<string, readonly ConnectorStatement[]>>;

const itself = '@destination';
const execution = 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:@name:*';
const rule = 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';

const invoke: Profile = { Write: [['lambda:InvokeAsync lambda:InvokeFunction', itself]] };
const publish: Profile = { Write: [['sns:Publish', itself]] };
const put: Profile = { Write: [['events:PutEvents', itself]] };
const bucket: Profile = {
  Read: [
    [
      's3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTorrent s3:GetObjectVersion s3:GetObjectVersionAcl s3:GetObjectVersionForReplication s3:GetObjectVersionTorrent s3:ListBucket s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListMultipartUploadParts',
      itself,
      '@destination/*',
    ],
  ],
  Write: [
    [
      's3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectVersion s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject',
      itself,
      '@destination/*',
    ],
  ],
};
const table: Profile = {
  Read: [
    [
      'dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect',
      itself,
      '@destination/index/*',
    ],
  ],
  Write: [
    [
      'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate',
      itself,
      '@destination/index/*',
    ],
  ],
};

/**
 * What a role is granted, by the kinds of source and destination.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
export const grants: Record<string, Profile> = {
  'table function': {
    Read: [['dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams', '@source/stream/*']],
  },
  'queue function': {
    Write: [['sqs:DeleteMessage', '@source']],
    Read: [['sqs:ReceiveMessage sqs:GetQueueAttributes', '@source']],
  },
  'rule bus': put,
  'rule state-machine': { Write: [['states:StartExecution', itself]] },
  'function function': invoke,
  'function bucket': bucket,
  'function table': table,
  'function queue': {
    Read: [['sqs:ReceiveMessage sqs:GetQueueAttributes', itself]],
    Write: [['sqs:DeleteMessage sqs:SendMessage sqs:ChangeMessageVisibility sqs:PurgeQueue', itself]],
  },
  'function topic': publish,
  'function state-machine': {
    Read: [
      ['states:DescribeStateMachine states:ListExecutions', itself],
      ['states:DescribeExecution states:DescribeStateMachineForExecution states:GetExecutionHistory', execution],
    ],
    Write: [
      ['states:StartExecution states:StartSyncExecution', itself],
      ['states:StopExecution', execution],
    ],
  },
  'function bus': put,
  'function place-index': {
    Read: [
      [
        'geo:DescribePlaceIndex geo:GetPlace geo:SearchPlaceIndexForPosition geo:SearchPlaceIndexForSuggestions geo:SearchPlaceIndexForText',
        itself,
      ],
    ],
  },
  'state-machine function': invoke,
  'state-machine topic': publish,
  'state-machine queue': { Write: [['sqs:SendMessage', itself]] },
  'state-machine bucket': bucket,
  'state-machine table': table,
  'state-machine state-machine': {
    Read: [
      ['states:DescribeExecution', execution],
      ['events:DescribeRule', rule],
    ],
    Write: [
      ['states:StartExecution', itself],
      ['states:StopExecution', execution],
      ['events:PutTargets events:PutRule', rule],
    ],
  },
  'state-machine bus': put,
  'data-source table': table,
  'data-source function': { Write: [['lambda:InvokeAsync lambda:InvokeFunction', itself, '@destination:*']] },
  'data-source bus': put,
};

/** Which service a function is called by. */
export const calledBy: Record<string, string> = {
  'rule function': 'events.amazonaws.com',
  'api function': 'apigateway.amazonaws.com',
  'topic function': 'sns.amazonaws.com',
  'bucket function': 's3.amazonaws.com',
  'graph function': 'appsync.amazonaws.com',
};

/** Which service sends to a queue or topic, and how. */
export const receivedFrom: Record<string, [service: string, action: string]> = {
  'rule topic': ['events.amazonaws.com', 'sns:Publish'],
  'rule queue': ['events.amazonaws.com', 'sqs:SendMessage'],
  'topic queue': ['sns.amazonaws.com', 'sqs:SendMessage'],
};
