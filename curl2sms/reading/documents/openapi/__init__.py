"""OpenAPI 2 (Swagger) and 3: the operations of a document become calls, by its examples, defaults and schemas."""

from curl2sms.reading.documents.openapi.operations import operation_at, read

__all__ = ["operation_at", "read"]
