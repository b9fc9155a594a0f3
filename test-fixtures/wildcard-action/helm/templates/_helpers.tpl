{{- define "web.fullname" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "web.jobs" -}}
- apiGroups: [batch]
  resources: [jobs]
  verbs: ["*"]
           ^ warning[wildcard-action]: a service account may do anything with jobs
{{- end }}
