"""Images and documents: originals kept in private storage, shown through a permission check."""

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, WagtailImageField, get_upload_to

from academy.uploads import LOOKED_AT, content_fits


def private_storage() -> Storage:
    """Where originals and documents are kept; no address leads there."""
    return storages["private"]


class AcademyImage(AbstractImage):
    """An uploaded picture; `description` is the text alternative and is required in use."""

    file = WagtailImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        storage=private_storage,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(max_length=200, blank=True, help_text=_("Who made it and its licence."))

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")


class AcademyRendition(AbstractRendition):
    """A resized picture, served by `academy.views.media` to those who may see its image."""

    image = models.ForeignKey(AcademyImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="academy_rendition_once"
            )
        ]


class AcademyDocument(AbstractDocument):
    """An uploaded document, kept apart from what the web server may hand out by itself."""

    file = models.FileField(upload_to="documents", storage=private_storage, verbose_name=_("file"))

    admin_form_fields = Document.admin_form_fields

    def clean(self) -> None:
        """Refuse a file whose content is not what its name says."""
        super().clean()
        if self.file:
            with self.open_file() as file:
                start = file.read(LOOKED_AT)
            if not content_fits(self.filename, start):
                raise ValidationError({"file": _("The content of this file is not what its name says.")})

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
