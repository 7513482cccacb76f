package io.sirocco.netty;

import static io.sirocco.Coroutines.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading, and writing no faster than the other side reads. */
@Timeout(60)
class ChannelsTest {
  private final ChannelReader reader = new ChannelReader();
  private final EmbeddedChannel channel = new EmbeddedChannel(reader);

  @AfterEach
  void close() {
    NettyLoops.of(channel).close();
    channel.finishAndReleaseAll();
  }

  private static ByteBuf bytes(int count) {
    return Unpooled.wrappedBuffer(new byte[count]);
  }

  // ---- writing --------------------------------------------------------------------------------

  @Test
  void channel_with_little_to_send_is_writable() {
    assertTrue(NettyChannels.writable(channel).isDone());
  }

  @Test
  void channel_is_writable_again_when_enough_was_sent() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(10, 20));
    channel.write(bytes(100));
    Future<Void> first = NettyChannels.writable(channel);
    Future<Void> second = NettyChannels.writable(channel);
    assertFalse(first.isDone());

    channel.flush();

    assertTrue(first.isDone());
    assertTrue(second.isDone());
  }

  @Test
  void who_waits_for_a_channel_that_is_closed_is_told() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(10, 20));
    channel.write(bytes(100));
    Future<Void> writable = NettyChannels.writable(channel);

    channel.close();

    assertInstanceOf(ClosedChannelException.class, assertThrows(Exception.class, writable::result));
  }

  @Test
  void closed_channel_is_not_writable() {
    channel.close();

    assertInstanceOf(
        ClosedChannelException.class,
        assertThrows(Exception.class, () -> NettyChannels.writable(channel).result()));
  }

  // ---- reading --------------------------------------------------------------------------------

  @Test
  void messages_come_one_by_one() {
    channel.writeInbound("first", "second");

    assertEquals("first", reader.read().result());
    assertEquals("second", reader.read().result());
    assertFalse(reader.read().isDone());
  }

  @Coroutine
  private static Future<Void> echo(ChannelReader reader, Channel channel) {
    for (Object message; (message = await(reader.read())) != null; ) {
      channel.write(message);
    }
    return Future.of(null);
  }

  @Test
  void who_waits_goes_on_in_the_read_and_is_flushed_with_it() {
    Future<Void> echo = echo(reader, channel);

    channel.writeInbound("message");

    assertEquals("message", channel.readOutbound());
    assertFalse(echo.isDone());
  }

  @Test
  void closed_channel_ends_the_messages() {
    Future<Void> echo = echo(reader, channel);

    channel.close();
    channel.runPendingTasks();

    assertTrue(echo.isDone());
    assertNull(reader.read().result());
  }

  @Test
  void exception_of_the_pipeline_is_thrown_by_the_await() {
    Future<Void> echo = echo(reader, channel);
    Exception broken = new Exception("broken");

    channel.pipeline().fireExceptionCaught(broken);
    channel.runPendingTasks();

    assertEquals(broken, assertThrows(Exception.class, echo::result));
  }

  @Test
  void channel_is_not_read_while_nobody_takes_the_messages() {
    for (int i = 0; i < 16; i++) {
      channel.writeInbound(i);
    }
    assertFalse(channel.config().isAutoRead());

    for (int i = 0; i < 16; i++) {
      assertEquals(i, reader.read().result());
    }
    assertTrue(channel.config().isAutoRead());
  }

  @Test
  void message_that_comes_after_a_cancelled_read_is_kept() {
    reader.read().cancel();

    channel.writeInbound("kept");

    assertEquals("kept", reader.read().result());
  }

  @Test
  void messages_that_nobody_took_are_released() {
    ByteBuf message = bytes(1);
    channel.writeInbound(message);

    channel.close();

    assertEquals(0, message.refCnt());
  }

  @Test
  void two_who_wait_for_a_message_are_refused() {
    reader.read();

    assertTrue(assertThrows(IllegalStateException.class, reader::read)
        .getMessage()
        .startsWith("somebody waits for a message already: [id: "));
  }

  @Test
  void reading_without_a_pipeline_is_refused() {
    assertEquals(
        "only the thread of the channel's event loop may read from it: "
            + "start the coroutine there, with NettyLoops.of(channel).addCallback",
        assertThrows(IllegalStateException.class, () -> new ChannelReader().read())
            .getMessage());
  }

  // ---- all of it ------------------------------------------------------------------------------

  private static final class Echo extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel accepted) {
      ChannelReader messages = new ChannelReader();
      accepted.pipeline().addLast(messages);
      echo(messages, accepted).detach();
    }
  }

  private static final class Client extends ChannelInitializer<Channel> {
    private final ChannelReader reader = new ChannelReader();

    @Override
    protected void initChannel(Channel connected) {
      connected.pipeline().addLast(reader);
    }
  }

  @Coroutine
  private static Future<String> talk(MultiThreadIoEventLoopGroup group) {
    ChannelFuture bound = new ServerBootstrap()
        .group(group)
        .channel(NioServerSocketChannel.class)
        .childHandler(new Echo())
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    await(bound);
    Channel server = bound.channel();
    Client client = new Client();
    Bootstrap connecting =
        new Bootstrap().group(group).channel(NioSocketChannel.class).handler(client);
    ChannelFuture connected = connecting.connect(server.localAddress());
    await(connected);
    Channel channel = connected.channel();
    StringBuilder answers = new StringBuilder();
    for (String word : new String[] {"one", "two", "three"}) {
      await(channel.writeAndFlush(Unpooled.copiedBuffer(word, StandardCharsets.US_ASCII)));
      ByteBuf answer = (ByteBuf) await(client.reader.read());
      answers.append(answer.toString(StandardCharsets.US_ASCII)).append(' ');
      answer.release();
    }
    await(channel.close());
    await(server.close());
    return Future.of(answers.toString());
  }

  @Test
  void coroutines_serve_and_ask_on_one_event_loop() {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      assertEquals(
          "one two three ", NettyLoops.of(group.next()).<String>runSync(() -> talk(group)));
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
