"""A bucket of S3, or of any store that speaks its language. Needs boto3, the extra `s3`.

Each file is one put of the whole, so that its ETag is the MD5 of its bytes, which the listing tells: at most 5 GB, far
above what a site may hold. A bucket that encrypts with KMS tells other tags, and gets all files each time. No access
list and no metadata of our own goes with a file: who may read is said by the bucket.
"""

import base64
import hashlib
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from portalgen.errors import WorldError
from portalgen.hosts.rules import cache_of, type_of
from portalgen.model.hosting import S3Target
from portalgen.publish.host import AGAIN, Difference, PassingError, compare_digests

AT_ONCE = 8  # requests under way together
T = TypeVar("T")


def open_bucket(target: S3Target) -> "Bucket":
    """Return the bucket that `target` names. Raises WorldError where boto3 or the profile is not there."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError as fault:
        hint = "pip install 'portalgen[s3]', and run this again"
        raise WorldError("publishing to a bucket needs the library boto3", hint=hint) from fault

    settings = Config(
        connect_timeout=10,
        read_timeout=60,
        retries={"total_max_attempts": 1},  # publish/retry.py is the one place that tries again
        max_pool_connections=AT_ONCE,
        request_checksum_calculation="when_required",  # other stores than Amazon's do not know the newer sums
        response_checksum_validation="when_required",
        s3={"addressing_style": "path"} if target.endpoint else {},
    )
    where = f"bucket {target.bucket}" + (f"/{target.prefix}" if target.prefix else "")
    with _told(where):
        session = boto3.Session(profile_name=target.profile, region_name=target.region)
        client = session.client("s3", endpoint_url=target.endpoint, config=settings)
    return Bucket(where, target.bucket, target.prefix, client)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Bucket:
    """The `Store` in a bucket. client: of boto3, which has no types."""

    where: str
    bucket: str
    prefix: str
    client: Any

    def __post_init__(self) -> None:
        weakref.finalize(self, self.client.close)

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return how the objects there stand to `files`."""
        with _told(self.where):
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
            listed = [one for page in pages for one in page.get("Contents", ())]
        there = {one["Key"].removeprefix(self.prefix): one["ETag"].strip('"') for one in listed}
        return compare_digests(files, there, lambda path: _md5(path.read_bytes()).hex())

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a small object, None where it is not there."""
        with _told(self.where):
            try:
                found: bytes = self.client.get_object(Bucket=self.bucket, Key=self.prefix + name)["Body"].read()
            except self.client.exceptions.NoSuchKey:
                return None
        return found

    def put(self, files: Mapping[str, Path]) -> None:
        """Put the files there, several at once; the store takes the place of an object at one moment."""
        self._several(lambda name: self.write(name, files[name].read_bytes()), files)

    def write(self, name: str, content: bytes) -> None:
        """Put one object there. The store compares its MD5 with what came."""
        with _told(self.where):
            self.client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + name,
                Body=content,
                ContentMD5=base64.b64encode(_md5(content)).decode("ascii"),
                ContentType=type_of(name),
                CacheControl=cache_of(name),
            )

    def drop(self, names: Sequence[str]) -> None:
        """Delete the objects, each by itself: not every store knows how to delete many."""
        self._several(self._delete, names)

    def _delete(self, name: str) -> None:
        with _told(self.where):
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def _several(self, work: Callable[[str], T], names: Iterable[str]) -> list[T]:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(work, names))


def _md5(content: bytes) -> bytes:
    return hashlib.md5(content, usedforsecurity=False).digest()


@contextmanager
def _told(where: str) -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, SSLError
    from botocore.exceptions import ConnectionError as NoConnectionError

    try:
        yield
    except SSLError as fault:
        hint = "set the clock of this computer; if it is right, somebody stands between you and the store"
        raise WorldError(f"the certificate of the store of {where} is not valid", hint=hint) from fault
    except (HTTPClientError, NoConnectionError) as fault:
        raise PassingError(f"the store of {where} cannot be reached: {fault}", hint=AGAIN) from fault
    except ClientError as fault:
        raise _refusal(where, fault.response) from fault
    except BotoCoreError as fault:
        hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a `profile` that has them in portal.yaml"
        raise WorldError(f"there is no key for {where}: {str(fault).rstrip('.')}", hint=hint) from fault


_KEY = ("refuses the key", "look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile; or make a new key")
_RIGHTS = (
    "does not let this key in",
    "it needs s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on what is in it",
)
_FULL = ("is full", "make room or raise the quota, and run this again; what was sent is kept")
_REGION = ("is in another region", "write `region` in portal.yaml as the store names it")
REFUSALS = {
    "NoSuchBucket": ("is not there", "make it at the store first, or correct `bucket` and `endpoint` in portal.yaml"),
    "RequestTimeTooSkewed": (
        "refuses the time that this computer tells",
        "set the clock, best by network time, and run this again",
    ),
    **dict.fromkeys(("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken"), _KEY),
    **dict.fromkeys(("AccessDenied", "AllAccessDisabled", "AccountProblem"), _RIGHTS),
    **dict.fromkeys(("QuotaExceeded", "InsufficientStorage", "XMinioStorageFull"), _FULL),
    **dict.fromkeys(("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraint"), _REGION),
}
"""What a store says, by its code, and what to do. A 507 is a full store under any code."""


def _refusal(where: str, response: Mapping[str, Any]) -> WorldError:
    code, status = response["Error"].get("Code", ""), response["ResponseMetadata"]["HTTPStatusCode"]
    if status == 507:
        code = "InsufficientStorage"
    if code in REFUSALS:
        what, hint = REFUSALS[code]
        return WorldError(f"{where} {what}", hint=hint)
    if status >= 500 or status == 429 or code in ("RequestTimeout", "SlowDown"):
        return PassingError(f"{where} is busy ({code or status})", hint=AGAIN)
    said = response["Error"].get("Message", "")
    return WorldError(f"{where} refuses: {code} {said}".rstrip(" ."), hint="look at the settings of the bucket")
