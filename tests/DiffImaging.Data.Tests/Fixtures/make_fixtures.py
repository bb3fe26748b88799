#!/usr/bin/env python3
"""Makes the small files beside this script, by writers that are not ours: scipy, h5py, zlib and Pillow's cousins are the reference.

    apt-get install python3-scipy python3-h5py
    /usr/bin/python3 make_fixtures.py

scipy writes no big-endian MATLAB file and MATLAB itself is not at hand: the big-endian one is put together here, element by element,
and must be read back by scipy before it is kept. The v7.3 file follows what MATLAB writes: HDF5 behind a user block of 512 bytes,
sizes reversed, MATLAB_class on every object.
"""
import struct
import zlib
from pathlib import Path

import h5py
import numpy as np
import scipy.io
import scipy.sparse

HERE = Path(__file__).parent
FRAMES, ROWS, COLUMNS = 4, 6, 5


def code(frame, row, column):
    """The pattern of Support/Pattern.cs."""
    return frame * 41 + row * 7 + column * 3 + row * column


frames = np.fromfunction(code, (FRAMES, ROWS, COLUMNS), dtype=int)      # [frames, rows, columns]
matlab = np.ascontiguousarray(frames.transpose(1, 2, 0))                # [rows, columns, frames]
field = (matlab[:, :, 0] + 1j * (matlab[:, :, 1] + 0.5)).astype(np.complex64)


def variables():
    cells = np.empty((1, 2), dtype=object)
    cells[0, 0] = np.arange(6.0).reshape(2, 3)
    cells[0, 1] = "text"
    return {
        "wavelength": 6.3e-7,
        "order": np.arange(12, 0, -1, dtype=np.int16).reshape(1, 12),
        "images": matlab.astype(np.uint16),
        "small": matlab[:, :, 2].astype(float),                         # scipy keeps doubles; MATLAB would store uint8
        "signed": -matlab[:, :, 0].astype(np.int8),
        "wide": matlab[:, :, 0].astype(np.int64) + (1 << 40),
        "field": field,
        "good": matlab[:, :, 0] % 2 == 0,
        "title": "a slide",
        "data": {"note": "nested", "inner": {"images": matlab.astype(np.single)}, "gain": np.array([[1.5, 2.5]])},
        "cells": cells,
        "thin": scipy.sparse.csc_matrix(np.eye(3)),
        "nothing": np.zeros((0, 0)),
        "four": np.arange(2 * 3 * 2 * 2, dtype=np.uint8).reshape(2, 3, 2, 2),
    }


def element(kind, data, order):
    if len(data) <= 4 and len(data) > 0:
        word = (len(data) << 16) | kind
        return struct.pack(order + "I", word) + data.ljust(4, b"\0")
    return struct.pack(order + "II", kind, len(data)) + data + b"\0" * (-len(data) % 8)


def matrix(name, array, class_code, kind, stored, order, complex_=False):
    flags = class_code | (0x800 if complex_ else 0)
    body = element(6, struct.pack(order + "II", flags, 0), order)
    body += element(5, struct.pack(order + "%di" % array.ndim, *array.shape), order)
    body += element(1, name.encode(), order)
    parts = [array.real, array.imag] if complex_ else [array]
    for part in parts:
        body += element(kind, part.astype(np.dtype(stored).newbyteorder(order)).tobytes(order="F"), order)
    return struct.pack(order + "II", 14, len(body)) + body


def version5(order, compress):
    header = b"MATLAB 5.0 MAT-file, put together by make_fixtures.py".ljust(116) + b"\0" * 8
    header += struct.pack(order + "HH", 0x0100, 0x4D49)
    elements = [
        matrix("images", matlab, 11, 4, "u2", order),
        matrix("packed", matlab % 200, 6, 2, "u1", order),              # class double, stored as uint8, as MATLAB does
        matrix("field", field, 7, 7, "f4", order, complex_=True),
        matrix("tiny", np.array([[7, 8]]), 8, 1, "i1", order),          # a small data element
        matrix("nineteen", np.array([[-19.25]]), 6, 9, "f8", order),
    ]
    if compress:
        elements = [struct.pack(order + "II", 15, len(z)) + z for z in map(zlib.compress, elements)]
    return header + b"".join(elements)


def write_version5():
    scipy.io.savemat(HERE / "v5.mat", variables(), oned_as="row")
    scipy.io.savemat(HERE / "v5-compressed.mat", variables(), do_compression=True, oned_as="row")
    for name, order, compress in [("v5-big", ">", False), ("v5-big-compressed", ">", True), ("v5-little", "<", True)]:
        path = HERE / (name + ".mat")
        path.write_bytes(version5(order, compress))
        read = scipy.io.loadmat(path)
        assert (read["images"] == matlab).all() and read["images"].dtype.itemsize == 2, name
        assert (read["packed"] == matlab % 200).all() and (read["field"] == field).all(), name
        assert read["tiny"].tolist() == [[7, 8]] and read["nineteen"] == -19.25, name


def write_version73():
    path = HERE / "v73.mat"
    with h5py.File(path, "w", userblock_size=512) as file:
        def put(parent, name, array, matlab_class, **options):
            dataset = parent.create_dataset(name, data=np.ascontiguousarray(array.T), **options)
            dataset.attrs["MATLAB_class"] = np.bytes_(matlab_class)
            return dataset

        put(file, "images", matlab.astype(np.uint16), "uint16", chunks=(2, 5, 3), compression="gzip")
        put(file, "wavelength", np.array([[6.3e-7]]), "double")
        put(file, "order", np.arange(12.0, 0, -1).reshape(1, 12), "double")
        good = put(file, "good", (matlab[:, :, 0] % 2 == 0).astype(np.uint8), "logical")
        good.attrs["MATLAB_int_decode"] = np.int32(1)
        title = put(file, "title", np.frombuffer("a slide".encode("utf-16-le"), np.uint16).reshape(1, -1), "char")
        title.attrs["MATLAB_int_decode"] = np.int32(2)
        pair = np.dtype([("real", "<f4"), ("imag", "<f4")])
        split = np.empty(field.shape, pair)
        split["real"], split["imag"] = field.real, field.imag
        put(file, "field", split, "single")
        empty = file.create_dataset("nothing", data=np.zeros(2, np.uint64))
        empty.attrs["MATLAB_class"] = np.bytes_("double")
        empty.attrs["MATLAB_empty"] = np.uint8(1)
        group = file.create_group("data")
        group.attrs["MATLAB_class"] = np.bytes_("struct")
        put(group, "images", matlab.astype(np.single), "single")
        put(group, "gain", np.array([[1.5, 2.5]]), "double")
        references = file.create_group("#refs#")
        put(references, "a", np.arange(6.0).reshape(2, 3), "double")
        cells = file.create_dataset("cells", (2, 1), dtype=h5py.ref_dtype)
        cells[0, 0] = references["a"].ref
        cells[1, 0] = references["a"].ref
        cells.attrs["MATLAB_class"] = np.bytes_("cell")

    head = b"MATLAB 7.3 MAT-file, Platform: GLNXA64, put together by make_fixtures.py HDF5 schema 1.00 ."
    with open(path, "r+b") as file:
        file.write(head.ljust(116) + b"\0" * 8 + struct.pack("<HH", 0x0200, 0x4D49))


def write_hdf5():
    with h5py.File(HERE / "types.h5", "w") as file:
        for name in ["u1", "i1", "<u2", ">u2", "<i2", "<u4", ">i4", "<u8", "<i8", "<f2", "<f4", ">f4", "<f8", ">f8"]:
            kind = name.replace("<", "l").replace(">", "b")
            file.create_dataset("types/" + kind, data=(frames[:, :3, :4] % 100).astype(name))
        file.create_dataset("types/complex64", data=field.astype(np.complex64))
        file.create_dataset("types/complex128", data=field.astype(np.complex128))
        file.create_dataset("types/big-complex", data=field.astype(">c8"))
        file.create_dataset("types/bool", data=frames[0] % 2 == 0)
        file.create_dataset("types/text", data=b"words")
        file.create_dataset("types/texts", data=np.array([b"a", b"b"]))
        record = np.zeros((2, 2), [("x", "f8"), ("n", "i4")])
        file.create_dataset("types/record", data=record)
        file.create_dataset("layouts/chunked", data=frames.astype(np.uint16), chunks=(1, 4, 4))
        file.create_dataset("layouts/deflate", data=frames.astype(np.uint16), chunks=(3, 4, 4), compression=9, shuffle=True)
        file.create_dataset("layouts/checked", data=frames.astype(np.uint16), chunks=(3, 4, 4), fletcher32=True)
        file.create_dataset("layouts/lzf", data=np.zeros((8, 64, 64), np.uint16), chunks=(1, 64, 64), compression="lzf")
        file.create_dataset("layouts/growing", data=frames.astype(np.uint16), chunks=(1, 4, 4), maxshape=(None, None, COLUMNS))
        sparse = file.create_dataset("layouts/filled", (4, 8, 8), np.float32, chunks=(1, 8, 8), fillvalue=2.5)
        sparse[1] = 1
        file["links/soft"] = h5py.SoftLink("/layouts/chunked")
        file["links/dangling"] = h5py.SoftLink("/nowhere")
        file["links/outside"] = h5py.ExternalLink("v73.mat", "/images")
        file["links/loop"] = file["links"]
        file.create_dataset("shapes/line", data=np.arange(5))
        file.create_dataset("shapes/four", data=np.arange(16).reshape(2, 2, 2, 2))
        file.create_dataset("shapes/empty", data=np.zeros((0, 3)))
        file.create_dataset("shapes/null", data=h5py.Empty("f8"))
    with h5py.File(HERE / "latest.h5", "w", libver="latest") as file:
        file.create_dataset("fixed", data=frames.astype(np.uint16), chunks=(1, 4, 4), compression=4)
        file.create_dataset("single", data=frames.astype(np.uint16), chunks=frames.shape, compression=4)
        file.create_dataset("extensible", data=frames.astype(np.uint16), chunks=(1, 4, 4), maxshape=(None, ROWS, COLUMNS))
        file.create_dataset("tree", data=frames.astype(np.uint16), chunks=(1, 4, 4), maxshape=(None, None, COLUMNS))
    with h5py.File(HERE / "scan.cxi", "w") as file:
        file["cxi_version"] = 160
        detector = file.create_dataset(
            "entry_1/instrument_1/detector_1/data", data=frames.astype(np.float32), chunks=(1, ROWS, COLUMNS), compression=4)
        detector.attrs["axes"] = "translation:y:x"
        file["entry_1/instrument_1/detector_1/distance"] = 0.7
        file["entry_1/sample_1/geometry_1/translation"] = np.arange(12.0).reshape(4, 3)
        file["entry_1/data_1/data"] = h5py.SoftLink("/entry_1/instrument_1/detector_1/data")
    with h5py.File(HERE / "plain.h5", "w") as file:                     # small, for mutations
        file.create_dataset("scan/images", data=frames.astype(np.uint16), chunks=(2, 6, 5), compression=4)


if __name__ == "__main__":
    write_version5()
    write_version73()
    write_hdf5()
