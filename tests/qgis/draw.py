"""Opens layers in QGIS without a screen and says how it draws each: name, features, renderer, symbols, labels, pixels that are not white."""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererParallelJob, QgsMapSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

application = QgsApplication([], False)
application.initQgis()
messages = []
QgsApplication.messageLog().messageReceived.connect(lambda message, tag, level: messages.append(f"{tag}: {message}"))


def drawn(name):
    layer = QgsVectorLayer(name, name, "ogr")
    if not layer.isValid():
        return {"layer": name, "error": "not valid"}
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(600, 400))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    extent = layer.extent()
    extent.scale(1.1)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    colours = {image.pixel(x, y) & 0xFFFFFF for x in range(0, 600, 2) for y in range(0, 400, 2)}
    renderer = layer.renderer()
    return {
        "layer": name,
        "features": layer.featureCount(),
        "crs": layer.crs().authid(),
        "renderer": renderer.type(),
        "by": renderer.classAttribute() if hasattr(renderer, "classAttribute") else None,
        "symbols": len(renderer.legendSymbolItems()),
        "labels": layer.labelsEnabled(),
        "colours": len(colours),
        "errors": [error.message for error in job.errors()],
    }


print(json.dumps({"layers": [drawn(name) for name in sys.argv[1:]], "messages": messages}))
