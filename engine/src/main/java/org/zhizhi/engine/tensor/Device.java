package org.zhizhi.engine.tensor;

import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.zhizhi.base.BadInput;

/** Where tensors live and are computed with. */
public enum Device {
  CPU(DeviceType.CPU),
  CUDA(DeviceType.CUDA);

  private final DeviceType type;

  Device(DeviceType type) {
    this.type = type;
  }

  org.bytedeco.pytorch.Device torch() {
    return new org.bytedeco.pytorch.Device(type, (byte) 0);
  }

  /** {@code tensor} on this device, the same handle where it is there already. */
  public Tensor move(Tensor tensor) {
    return tensor.to(torch(), tensor.scalar_type());
  }

  /** The device called {@code name}, if this machine and this build have it. */
  public static Device of(String name) {
    Device device;
    try {
      device = valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadInput("--device " + name + ": no such device", "give cpu or cuda");
    }
    if (device == CUDA && !torch.cuda_is_available()) {
      throw new BadInput(
          "--device cuda: no CUDA device can be used",
          "build with -Pcuda on a machine with an NVIDIA driver, or give --device cpu");
    }
    return device;
  }
}
