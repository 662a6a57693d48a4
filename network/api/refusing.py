"""What the API of support services answers instead: the two words that the profile's description asks for."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

from academy.answers import NOT_FOUND, sentence


class Fault(Schema):
    """What went wrong, as the profile writes it."""

    error: str
    message: str


def fault(status: int, message: str) -> JsonResponse:
    """A fault as an answer."""
    return JsonResponse(Fault(error=HTTPStatus(status).phrase, message=message).dict(), status=status)


def on_errors(api: NinjaAPI) -> None:
    """Answer 400 to a wish that cannot be met and 404 to what is not here."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return fault(400, " ".join(dict.fromkeys(map(sentence, error.errors))))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return fault(404, NOT_FOUND)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """An address below the API that is none."""
    return fault(404, NOT_FOUND)
