/** Actions, parted by spaces; on which resources, `*` where none is written; under which conditions. */
type TemplateStatement = [actions: string, resources?: string | string[], condition?: Record<string, Record<string, string>>];

const here = (service: string, resource: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

/**
 * The policy templates of SAM and the statements that they stand for. `${Name}` is a parameter of the template.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 */
export const policyTemplates: Record<string, TemplateStatement[]> = {
  AMIDescribePolicy: [['ec2:DescribeImages']],
  AWSSecretsManagerGetSecretValuePolicy: [['secretsmanager:GetSecretValue', '${SecretArn}']],
  AWSSecretsManagerRotationPolicy: [
    [
      'secretsmanager:DescribeSecret secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:UpdateSecretVersionStage',
      here('secretsmanager', 'secret:*'),
      { StringEquals: { 'secretsmanager:resource/AllowRotationLambdaArn': here('lambda', 'function:${FunctionName}') } },
    ],
    ['secretsmanager:GetRandomPassword'],
  ],
  AcmGetCertificatePolicy: [['acm:GetCertificate', '${CertificateArn}']],
  AthenaQueryPolicy: [
    [
      'athena:ListWorkGroups athena:GetExecutionEngine athena:GetExecutionEngines athena:GetNamespace athena:GetCatalogs athena:GetNamespaces athena:GetTables athena:GetTable',
    ],
    [
      'athena:StartQueryExecution athena:GetQueryResults athena:DeleteNamedQuery athena:GetNamedQuery athena:ListQueryExecutions athena:StopQueryExecution athena:GetQueryResultsStream athena:ListNamedQueries athena:CreateNamedQuery athena:GetQueryExecution athena:BatchGetNamedQuery athena:BatchGetQueryExecution athena:GetWorkGroup',
      here('athena', 'workgroup/${WorkGroupName}'),
    ],
  ],
  CloudFormationDescribeStacksPolicy: [['cloudformation:DescribeStacks', here('cloudformation', 'stack/*')]],
  CloudWatchDashboardPolicy: [['cloudwatch:GetDashboard cloudwatch:ListDashboards cloudwatch:PutDashboard cloudwatch:ListMetrics']],
  CloudWatchDescribeAlarmHistoryPolicy: [['cloudwatch:DescribeAlarmHistory']],
  CloudWatchPutMetricPolicy: [['cloudwatch:PutMetricData']],
  CodeCommitCrudPolicy: [
    [
      'codecommit:GitPull codecommit:GitPush codecommit:CreateBranch codecommit:DeleteBranch codecommit:GetBranch codecommit:ListBranches codecommit:MergeBranchesByFastForward codecommit:MergeBranchesBySquash codecommit:MergeBranchesByThreeWay codecommit:UpdateDefaultBranch codecommit:BatchDescribeMergeConflicts codecommit:CreateUnreferencedMergeCommit codecommit:DescribeMergeConflicts codecommit:GetMergeCommit codecommit:GetMergeOptions codecommit:BatchGetPullRequests codecommit:CreatePullRequest codecommit:DescribePullRequestEvents codecommit:GetCommentsForPullRequest codecommit:GetCommitsFromMergeBase codecommit:GetMergeConflicts codecommit:GetPullRequest codecommit:ListPullRequests codecommit:MergePullRequestByFastForward codecommit:MergePullRequestBySquash codecommit:MergePullRequestByThreeWay codecommit:PostCommentForPullRequest codecommit:UpdatePullRequestDescription codecommit:UpdatePullRequestStatus codecommit:UpdatePullRequestTitle codecommit:DeleteFile codecommit:GetBlob codecommit:GetFile codecommit:GetFolder codecommit:PutFile codecommit:DeleteCommentContent codecommit:GetComment codecommit:GetCommentsForComparedCommit codecommit:PostCommentForComparedCommit codecommit:PostCommentReply codecommit:UpdateComment codecommit:BatchGetCommits codecommit:CreateCommit codecommit:GetCommit codecommit:GetCommitHistory codecommit:GetDifferences codecommit:GetObjectIdentifier codecommit:GetReferences codecommit:GetTree codecommit:GetRepository codecommit:UpdateRepositoryDescription codecommit:ListTagsForResource codecommit:TagResource codecommit:UntagResource codecommit:GetRepositoryTriggers codecommit:PutRepositoryTriggers codecommit:TestRepositoryTriggers codecommit:GetBranch codecommit:GetCommit codecommit:UploadArchive codecommit:GetUploadArchiveStatus codecommit:CancelUploadArchive',
      here('codecommit', '${RepositoryName}'),
    ],
  ],
  CodeCommitReadPolicy: [
    [
      'codecommit:GitPull codecommit:GetBranch codecommit:ListBranches codecommit:BatchDescribeMergeConflicts codecommit:DescribeMergeConflicts codecommit:GetMergeCommit codecommit:GetMergeOptions codecommit:BatchGetPullRequests codecommit:DescribePullRequestEvents codecommit:GetCommentsForPullRequest codecommit:GetCommitsFromMergeBase codecommit:GetMergeConflicts codecommit:GetPullRequest codecommit:ListPullRequests codecommit:GetBlob codecommit:GetFile codecommit:GetFolder codecommit:GetComment codecommit:GetCommentsForComparedCommit codecommit:BatchGetCommits codecommit:GetCommit codecommit:GetCommitHistory codecommit:GetDifferences codecommit:GetObjectIdentifier codecommit:GetReferences codecommit:GetTree codecommit:GetRepository codecommit:ListTagsForResource codecommit:GetRepositoryTriggers codecommit:TestRepositoryTriggers codecommit:GetBranch codecommit:GetCommit codecommit:GetUploadArchiveStatus',
      here('codecommit', '${RepositoryName}'),
    ],
  ],
  CodePipelineLambdaExecutionPolicy: [['codepipeline:PutJobSuccessResult codepipeline:PutJobFailureResult']],
  CodePipelineReadOnlyPolicy: [['codepipeline:ListPipelineExecutions', here('codepipeline', '${PipelineName}')]],
  ComprehendBasicAccessPolicy: [
    [
      'comprehend:BatchDetectKeyPhrases comprehend:DetectDominantLanguage comprehend:DetectEntities comprehend:BatchDetectEntities comprehend:DetectKeyPhrases comprehend:DetectSentiment comprehend:BatchDetectDominantLanguage comprehend:BatchDetectSentiment',
    ],
  ],
  CostExplorerReadOnlyPolicy: [
    [
      'ce:GetCostAndUsage ce:GetDimensionValues ce:GetReservationCoverage ce:GetReservationPurchaseRecommendation ce:GetReservationUtilization ce:GetTags',
    ],
  ],
  DynamoDBBackupFullAccessPolicy: [
    ['dynamodb:CreateBackup dynamodb:DescribeContinuousBackups', here('dynamodb', 'table/${TableName}')],
    ['dynamodb:DeleteBackup dynamodb:DescribeBackup dynamodb:ListBackups', here('dynamodb', 'table/${TableName}/backup/*')],
  ],
  DynamoDBCrudPolicy: [
    [
      'dynamodb:GetItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:Scan dynamodb:Query dynamodb:UpdateItem dynamodb:BatchWriteItem dynamodb:BatchGetItem dynamodb:DescribeTable dynamodb:ConditionCheckItem',
      [here('dynamodb', 'table/${TableName}'), here('dynamodb', 'table/${TableName}/index/*')],
    ],
  ],
  DynamoDBReadPolicy: [
    [
      'dynamodb:GetItem dynamodb:Scan dynamodb:Query dynamodb:BatchGetItem dynamodb:DescribeTable',
      [here('dynamodb', 'table/${TableName}'), here('dynamodb', 'table/${TableName}/index/*')],
    ],
  ],
  DynamoDBReconfigurePolicy: [['dynamodb:UpdateTable', here('dynamodb', 'table/${TableName}')]],
  DynamoDBRestoreFromBackupPolicy: [
    ['dynamodb:RestoreTableFromBackup', here('dynamodb', 'table/${TableName}/backup/*')],
    [
      'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchWriteItem',
      here('dynamodb', 'table/${TableName}'),
    ],
  ],
  DynamoDBStreamReadPolicy: [
    ['dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator', here('dynamodb', 'table/${TableName}/stream/${StreamName}')],
    ['dynamodb:ListStreams', here('dynamodb', 'table/${TableName}/stream/*')],
  ],
  DynamoDBWritePolicy: [
    [
      'dynamodb:PutItem dynamodb:UpdateItem dynamodb:BatchWriteItem',
      [here('dynamodb', 'table/${TableName}'), here('dynamodb', 'table/${TableName}/index/*')],
    ],
  ],
  EC2CopyImagePolicy: [['ec2:CopyImage', here('ec2', 'image/${ImageId}')]],
  EC2DescribePolicy: [['ec2:DescribeRegions ec2:DescribeInstances']],
  EFSWriteAccessPolicy: [
    [
      'elasticfilesystem:ClientMount elasticfilesystem:ClientWrite',
      here('elasticfilesystem', 'file-system/${FileSystem}'),
      { StringEquals: { 'elasticfilesystem:AccessPointArn': here('elasticfilesystem', 'access-point/${AccessPoint}') } },
    ],
  ],
  EKSDescribePolicy: [['eks:DescribeCluster eks:ListClusters']],
  EcsRunTaskPolicy: [['ecs:RunTask', here('ecs', 'task-definition/${TaskDefinition}')]],
  ElasticMapReduceAddJobFlowStepsPolicy: [['elasticmapreduce:AddJobFlowSteps', here('elasticmapreduce', 'cluster/${ClusterId}')]],
  ElasticMapReduceCancelStepsPolicy: [['elasticmapreduce:CancelSteps', here('elasticmapreduce', 'cluster/${ClusterId}')]],
  ElasticMapReduceModifyInstanceFleetPolicy: [
    ['elasticmapreduce:ModifyInstanceFleet elasticmapreduce:ListInstanceFleets', here('elasticmapreduce', 'cluster/${ClusterId}')],
  ],
  ElasticMapReduceModifyInstanceGroupsPolicy: [
    ['elasticmapreduce:ModifyInstanceGroups elasticmapreduce:ListInstanceGroups', here('elasticmapreduce', 'cluster/${ClusterId}')],
  ],
  ElasticMapReduceSetTerminationProtectionPolicy: [
    ['elasticmapreduce:SetTerminationProtection', here('elasticmapreduce', 'cluster/${ClusterId}')],
  ],
  ElasticMapReduceTerminateJobFlowsPolicy: [['elasticmapreduce:TerminateJobFlows', here('elasticmapreduce', 'cluster/${ClusterId}')]],
  ElasticsearchHttpPostPolicy: [['es:ESHttpPost es:ESHttpPut', here('es', 'domain/${DomainName}/*')]],
  EventBridgePutEventsPolicy: [['events:PutEvents', here('events', 'event-bus/${EventBusName}')]],
  FilterLogEventsPolicy: [['logs:FilterLogEvents', here('logs', 'log-group:${LogGroupName}:log-stream:*')]],
  FirehoseCrudPolicy: [
    [
      'firehose:CreateDeliveryStream firehose:DeleteDeliveryStream firehose:DescribeDeliveryStream firehose:PutRecord firehose:PutRecordBatch firehose:UpdateDestination',
      here('firehose', 'deliverystream/${DeliveryStreamName}'),
    ],
  ],
  FirehoseWritePolicy: [['firehose:PutRecord firehose:PutRecordBatch', here('firehose', 'deliverystream/${DeliveryStreamName}')]],
  KMSDecryptPolicy: [['kms:Decrypt', here('kms', 'key/${KeyId}')]],
  KMSEncryptPolicy: [['kms:Encrypt', here('kms', 'key/${KeyId}')]],
  KMSEncryptPolicy_v2: [
    [
      'kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:GenerateDataKeyPair kms:GenerateDataKeyPairWithoutPlaintext',
      here('kms', 'key/${KeyId}'),
    ],
  ],
  KinesisCrudPolicy: [
    [
      'kinesis:AddTagsToStream kinesis:CreateStream kinesis:DecreaseStreamRetentionPeriod kinesis:DeleteStream kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetShardIterator kinesis:IncreaseStreamRetentionPeriod kinesis:ListTagsForStream kinesis:MergeShards kinesis:PutRecord kinesis:PutRecords kinesis:SplitShard kinesis:RemoveTagsFromStream',
      here('kinesis', 'stream/${StreamName}'),
    ],
  ],
  KinesisStreamReadPolicy: [
    ['kinesis:ListStreams kinesis:DescribeLimits', here('kinesis', 'stream/*')],
    [
      'kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator',
      here('kinesis', 'stream/${StreamName}'),
    ],
  ],
  LambdaInvokePolicy: [['lambda:InvokeFunction', here('lambda', 'function:${FunctionName}*')]],
  MobileAnalyticsWriteOnlyAccessPolicy: [['mobileanalytics:PutEvents']],
  OrganizationsListAccountsPolicy: [['organizations:ListAccounts']],
  PinpointEndpointAccessPolicy: [
    [
      'mobiletargeting:GetEndpoint mobiletargeting:UpdateEndpoint mobiletargeting:UpdateEndpointsBatch',
      here('mobiletargeting', 'apps/${PinpointApplicationId}/endpoints/*'),
    ],
  ],
  PollyFullAccessPolicy: [
    ['polly:GetLexicon polly:DeleteLexicon', here('polly', 'lexicon/${LexiconName}')],
    ['polly:DescribeVoices polly:ListLexicons polly:PutLexicon polly:SynthesizeSpeech', here('polly', 'lexicon/*')],
  ],
  RekognitionDetectOnlyPolicy: [
    ['rekognition:DetectFaces rekognition:DetectLabels rekognition:DetectModerationLabels rekognition:DetectText'],
  ],
  RekognitionFacesManagementPolicy: [
    [
      'rekognition:IndexFaces rekognition:DeleteFaces rekognition:SearchFaces rekognition:SearchFacesByImage rekognition:ListFaces',
      here('rekognition', 'collection/${CollectionId}'),
    ],
  ],
  RekognitionFacesPolicy: [['rekognition:CompareFaces rekognition:DetectFaces']],
  RekognitionLabelsPolicy: [['rekognition:DetectLabels rekognition:DetectModerationLabels']],
  RekognitionNoDataAccessPolicy: [
    [
      'rekognition:CompareFaces rekognition:DetectFaces rekognition:DetectLabels rekognition:DetectModerationLabels',
      here('rekognition', 'collection/${CollectionId}'),
    ],
  ],
  RekognitionReadPolicy: [
    [
      'rekognition:ListCollections rekognition:ListFaces rekognition:SearchFaces rekognition:SearchFacesByImage',
      here('rekognition', 'collection/${CollectionId}'),
    ],
  ],
  RekognitionWriteOnlyAccessPolicy: [
    ['rekognition:CreateCollection rekognition:IndexFaces', here('rekognition', 'collection/${CollectionId}')],
  ],
  Route53ChangeResourceRecordSetsPolicy: [
    ['route53:ChangeResourceRecordSets', 'arn:${AWS::Partition}:route53:::hostedzone/${HostedZoneId}'],
  ],
  S3CrudPolicy: [
    [
      's3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:PutObject s3:PutObjectAcl s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration s3:DeleteObject',
      ['arn:${AWS::Partition}:s3:::${BucketName}', 'arn:${AWS::Partition}:s3:::${BucketName}/*'],
    ],
  ],
  S3FullAccessPolicy: [
    [
      's3:GetObject s3:GetObjectAcl s3:GetObjectVersion s3:PutObject s3:PutObjectAcl s3:DeleteObject s3:DeleteObjectTagging s3:DeleteObjectVersionTagging s3:GetObjectTagging s3:GetObjectVersionTagging s3:PutObjectTagging s3:PutObjectVersionTagging',
      'arn:${AWS::Partition}:s3:::${BucketName}/*',
    ],
    [
      's3:ListBucket s3:GetBucketLocation s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration',
      'arn:${AWS::Partition}:s3:::${BucketName}',
    ],
  ],
  S3ReadPolicy: [
    [
      's3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:GetLifecycleConfiguration',
      ['arn:${AWS::Partition}:s3:::${BucketName}', 'arn:${AWS::Partition}:s3:::${BucketName}/*'],
    ],
  ],
  S3WritePolicy: [
    [
      's3:PutObject s3:PutObjectAcl s3:PutLifecycleConfiguration',
      ['arn:${AWS::Partition}:s3:::${BucketName}', 'arn:${AWS::Partition}:s3:::${BucketName}/*'],
    ],
  ],
  SESBulkTemplatedCrudPolicy: [
    [
      'ses:GetIdentityVerificationAttributes ses:SendEmail ses:SendRawEmail ses:SendTemplatedEmail ses:SendBulkTemplatedEmail ses:VerifyEmailIdentity',
      here('ses', 'identity/${IdentityName}'),
    ],
  ],
  SESBulkTemplatedCrudPolicy_v2: [
    [
      'ses:SendEmail ses:SendRawEmail ses:SendTemplatedEmail ses:SendBulkTemplatedEmail',
      [here('ses', 'identity/${IdentityName}'), here('ses', 'template/${TemplateName}')],
    ],
    ['ses:GetIdentityVerificationAttributes ses:VerifyEmailIdentity'],
  ],
  SESCrudPolicy: [
    [
      'ses:GetIdentityVerificationAttributes ses:SendEmail ses:SendRawEmail ses:VerifyEmailIdentity',
      here('ses', 'identity/${IdentityName}'),
    ],
  ],
  SESEmailTemplateCrudPolicy: [
    ['ses:CreateTemplate ses:GetTemplate ses:ListTemplates ses:UpdateTemplate ses:DeleteTemplate ses:TestRenderTemplate'],
  ],
  SESSendBouncePolicy: [['ses:SendBounce', here('ses', 'identity/${IdentityName}')]],
  SNSCrudPolicy: [
    ['sns:ListSubscriptionsByTopic sns:CreateTopic sns:SetTopicAttributes sns:Subscribe sns:Publish', here('sns', '${TopicName}*')],
  ],
  SNSPublishMessagePolicy: [['sns:Publish', here('sns', '${TopicName}')]],
  SQSPollerPolicy: [
    [
      'sqs:ChangeMessageVisibility sqs:ChangeMessageVisibilityBatch sqs:DeleteMessage sqs:DeleteMessageBatch sqs:GetQueueAttributes sqs:ReceiveMessage',
      here('sqs', '${QueueName}'),
    ],
  ],
  SQSSendMessagePolicy: [['sqs:SendMessage*', here('sqs', '${QueueName}')]],
  SSMParameterReadPolicy: [
    ['ssm:DescribeParameters'],
    ['ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath', here('ssm', 'parameter/${ParameterName}')],
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    ['ssm:DescribeParameters'],
    ['ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath', here('ssm', 'parameter${ParameterName}')],
  ],
  SageMakerCreateEndpointConfigPolicy: [['sagemaker:CreateEndpointConfig', here('sagemaker', 'endpoint-config/${EndpointConfigName}')]],
  SageMakerCreateEndpointPolicy: [['sagemaker:CreateEndpoint', here('sagemaker', 'endpoint/${EndpointName}')]],
  ServerlessRepoReadWriteAccessPolicy: [
    [
      'serverlessrepo:CreateApplication serverlessrepo:CreateApplicationVersion serverlessrepo:UpdateApplication serverlessrepo:GetApplication serverlessrepo:ListApplications serverlessrepo:ListApplicationVersions serverlessrepo:ListApplicationDependencies',
      here('serverlessrepo', 'applications/*'),
    ],
  ],
  StepFunctionsCallbackPolicy: [
    ['states:SendTaskFailure states:SendTaskHeartbeat states:SendTaskSuccess', here('states', 'stateMachine:${StateMachineName}')],
  ],
  StepFunctionsExecutionPolicy: [['states:StartExecution', here('states', 'stateMachine:${StateMachineName}')]],
  StepFunctionsExecutionPolicy_v2: [
    ['states:StartExecution states:StartSyncExecution', here('states', 'stateMachine:${StateMachineName}')],
  ],
  TextractDetectAnalyzePolicy: [
    ['textract:DetectDocumentText textract:StartDocumentTextDetection textract:StartDocumentAnalysis textract:AnalyzeDocument'],
  ],
  TextractGetResultPolicy: [['textract:GetDocumentTextDetection textract:GetDocumentAnalysis']],
  TextractPolicy: [['textract:*']],
  VPCAccessPolicy: [['ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:DetachNetworkInterface']],
};
