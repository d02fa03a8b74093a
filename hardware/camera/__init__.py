"""The document camera: pictures of pages, and the page in a picture."""

from hardware.camera.camera import Camera, Limits, Picture
from hardware.camera.errors import (
    BrokenPictureError,
    CameraError,
    CameraGoneError,
    CameraSilentError,
    NotAPictureError,
    PictureError,
    PictureTooLargeError,
    TruncatedPictureError,
)
from hardware.camera.folder import FolderCamera, open_folder
from hardware.camera.page import Figures, PageFound, PageRules, PageTrouble, Trouble, find_page
from hardware.camera.pixels import Pixels, decode, encode
from hardware.camera.v4l2 import V4l2Camera, open_v4l2
from hardware.drivers import Driver

__all__ = [
    "FOLDER",
    "V4L2",
    "BrokenPictureError",
    "Camera",
    "CameraError",
    "CameraGoneError",
    "CameraSilentError",
    "Figures",
    "FolderCamera",
    "Limits",
    "NotAPictureError",
    "PageFound",
    "PageRules",
    "PageTrouble",
    "Picture",
    "PictureError",
    "PictureTooLargeError",
    "Pixels",
    "Trouble",
    "TruncatedPictureError",
    "V4l2Camera",
    "decode",
    "encode",
    "find_page",
    "open_folder",
    "open_v4l2",
]

FOLDER: Driver[Camera] = Driver(open=open_folder, example="folder:///var/lib/onedoor/pages")

V4L2: Driver[Camera] = Driver(open=open_v4l2, example="v4l2:///dev/video0?width=4608&height=3456")
